"""Starting guarded children and hearing how they end: the side of the process that asks."""

import atexit
import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from geodata.errors import SetupError
from geodata.text import Text
from importers.child.limits import MEGABYTE, Limits, limits_of
from importers.child.messages import ENDED, Crash, EndedError, GarbledError, Line, Refusal, Result, Task
from importers.formats import UnreadableFileError

_log = logging.getLogger(__name__)

_SLOW = Text(
    sv="Filen tar för lång tid att läsa; dela upp den i mindre delar.",
    en="The file takes too long to read; divide it into smaller parts.",
)
_LARGE = Text(
    sv="Filen kräver mer minne än {megabytes} MB; dela upp den i mindre delar.",
    en="The file needs more memory than {megabytes} MB; divide it into smaller parts.",
)
_CRASHED = Text(
    sv="Filen går inte att läsa: läsningen avbröts ({why}). Filen är troligen skadad.",
    en="The file cannot be read: reading broke off ({why}). The file is probably damaged.",
)
_NO_SERVER = Text(
    sv="Processen som läser filer går inte att starta.", en="The process that reads files cannot be started."
)


class _Server:
    """The forking process of this one; started when first needed, and anew when it is gone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def order(self, line: socket.socket, overseer: socket.socket) -> None:
        """Have a child forked that holds these two ends; raises SetupError where there is no server."""
        handles = [line.fileno(), overseer.fileno()]
        for _ in range(2):
            try:
                socket.send_fds(self._running(), [tempfile.gettempdir().encode()], handles)
            except (BrokenPipeError, ConnectionResetError):
                self.stop()  # it was killed; a new one is started once
            else:
                return
        raise SetupError(_NO_SERVER)

    def _running(self) -> socket.socket:
        with self._lock:
            if self._socket is None or self._owner != os.getpid():
                ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                with its:
                    self._process = subprocess.Popen(
                        [sys.executable, "-P", "-m", "importers.child.server"],
                        stdin=its.fileno(),
                        stdout=subprocess.DEVNULL,
                        env=_environment(),
                        cwd="/",
                        start_new_session=True,
                    )
                self._socket, self._owner = ours, os.getpid()
            return self._socket

    def stop(self) -> None:
        """End the server and its children, if it is this process's own."""
        with self._lock:
            if self._socket is not None and self._owner == os.getpid() and self._process is not None:
                self._socket.close()
                self._process.wait()
            self._socket = self._process = None


_server = _Server()
atexit.register(_server.stop)


def _environment() -> dict[str, str]:
    """Return the little that the server needs to know: where modules lie; no address, password or proxy."""
    return {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONUTF8": "1",
        "OPENBLAS_NUM_THREADS": "1",  # one thread, or it could not fork
        "OMP_NUM_THREADS": "1",
    }


def start() -> None:
    """Start the server process ahead of the first file, in about a second of its own time."""
    _server._running()  # noqa: SLF001 - this module's own


class Child:
    """A guarded child at work on a task; leaving the context ends it and waits until its folder is gone."""

    def __init__(self, task: Task) -> None:
        self._limits = task.limits
        ours, its = socket.socketpair()
        hears, tells = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._overseer = hears
        self.handle: int | None = None
        self._status: int | None = None
        self.line = Line(ours, time.monotonic())
        try:
            with its, tells:
                _server.order(its, tells)
            self._meet()
            self.line.deadline = time.monotonic() + task.limits.wall_seconds
            with contextlib.suppress(EndedError):  # told by `hear`
                self.line.ask(task)
        except BaseException:
            self.end()
            raise

    def _meet(self) -> None:
        folder, handles, _, _ = socket.recv_fds(self._overseer, 4096, 1)
        if not folder or not handles:
            raise SetupError(_NO_SERVER)
        self.folder = Path(folder.decode())
        (self.handle,) = handles

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def hear(self) -> Any:
        """Return what the child says next; raises its refusals, and UnreadableFileError when it is gone."""
        try:
            told = self.line.hear()
        except EndedError:
            raise self._gone() from None
        except TimeoutError:
            raise UnreadableFileError(_SLOW) from None
        except GarbledError:
            raise garbled() from None
        match told:
            case Refusal():
                raise told.error()
            case Crash(memory=True):
                raise self._too_large()
            case Crash():
                _log.error("a guarded child failed: %s in %s", told.error, told.where)
                raise UnreadableFileError(_CRASHED.format(why=told.error))
            case _:
                return told

    def ask(self, request: object) -> None:
        """Tell the child something; that it is gone is found by `hear`."""
        try:
            self.line.ask(request)
        except TimeoutError:
            raise UnreadableFileError(_SLOW) from None
        except EndedError:
            raise self._gone() from None

    def end(self) -> None:
        """End the child, if it has not ended; its folder is gone afterwards."""
        self.line.end.close()
        if self.handle is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.handle, signal.SIGKILL)
            self._hear_end()
            os.close(self.handle)
            self.handle = None
        self._overseer.close()

    def _hear_end(self) -> None:
        """Wait until the server has removed the child and its folder."""
        if self._status is None:
            told = self._overseer.recv(ENDED.size)
            self._status, peak, worked = ENDED.unpack(told) if len(told) == ENDED.size else (0, 0, 0.0)
            _log.info("a guarded child has ended: %d MB at most, %.2f s of work", peak // 1024, worked)

    def _gone(self) -> UnreadableFileError:
        """Return why the child is gone, from how it ended."""
        self._hear_end()
        status = self._status or 0
        if status == -signal.SIGXCPU:
            return UnreadableFileError(_SLOW)
        # A library that gets no memory often aborts or stumbles.
        why = signal.Signals(-status).name if status < 0 else f"exit {status}"
        _log.error("a guarded child was ended: %s", why)
        return UnreadableFileError(_CRASHED.format(why=why))

    def _too_large(self) -> UnreadableFileError:
        return UnreadableFileError(_LARGE.format(megabytes=self._limits.memory // MEGABYTE))


def garbled() -> UnreadableFileError:
    """Return the refusal of a file whose child does not keep to what a child says."""
    return UnreadableFileError(_CRASHED.format(why="garbled"))


def guarded(
    function: Callable[..., Any],
    *arguments: object,
    limits: Limits | None = None,
    readable: tuple[Path, ...] = (),
) -> Any:
    """Return what a module's function returns for these arguments, run in a guarded child.

    It may open the arguments that are paths, and those that are `readable`, but no other files; its answer
    is plain data or frozen dataclasses of this program. Raises what the function refuses
    (UnreadableFileError, InvalidError, RefusedError), and UnreadableFileError where it fails, or takes more
    than the limits (by default those of the first path's size).
    """
    arguments = tuple(part.absolute() if isinstance(part, Path) else part for part in arguments)
    paths = (*readable, *(argument for argument in arguments if isinstance(argument, Path)))
    if limits is None:
        limits = limits_of(paths[0]) if paths else Limits()
    with Child(Task(function, arguments, limits, paths)) as child:
        told = child.hear()
    if not isinstance(told, Result):
        raise garbled()
    return told.value
