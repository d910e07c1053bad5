"""The process that forks guarded children: `python -m importers.child.server`, its socket as its input.

It has the importers loaded, one thread, an empty environment, and opens no file of anyone's. It makes a
folder for each child and removes it when the child has ended, whatever became of the child or of the parent.
"""

import gc
import os
import selectors
import shutil
import signal
import socket
import sys
import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from geodata.errors import RefusedError
from importers import sources
from importers.child import file_reading, guards
from importers.child.messages import ENDED, Crash, EndedError, Line, Refusal, Result, Task

LOADED = (sources, file_reading)
"""Loaded here once, so that no child needs to."""


@dataclass(frozen=True, slots=True)
class _Child:
    """A running child: its folder, and the socket on which its parent hears of its end."""

    pid: int
    folder: str
    overseer: socket.socket


def main() -> None:
    """Fork a child per message until the socket closes; then end the children and leave."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    gc.freeze()  # what is loaded by now is never garbage, and children share its pages
    # Libraries may hold files of their own, such as the database of reference systems; children share them.
    libraries = guards.open_files() - {0}
    control = socket.socket(fileno=0)
    selector = selectors.DefaultSelector()
    selector.register(control, selectors.EVENT_READ)
    running: dict[int, _Child] = {}
    while True:
        for key, _ in selector.select():
            if key.fileobj is not control:
                selector.unregister(key.fd)
                _bury(key.fd, running.pop(key.fd))
                continue
            message, handles, _, _ = socket.recv_fds(control, 4096, 2)
            if not message:
                _leave(running)
            try:
                handle, child = _bear(message.decode(), libraries, *handles)
            except OSError:  # no process or no folder to be had: its parent hears that nothing was born
                for unused in handles:
                    os.close(unused)
                continue
            running[handle] = child
            selector.register(handle, selectors.EVENT_READ)


def _bear(where: str, libraries: frozenset[int], line: int, overseer: int) -> tuple[int, _Child]:
    """Fork a child with a folder of its own in `where`; return its handle and what is to be kept of it.

    Raises OSError where that is impossible; the two handles are the caller's then.
    """
    folder = tempfile.mkdtemp(prefix="tryggkarta-", dir=where)
    server = os.getpid()
    pid = os.fork()
    if not pid:
        _live(line, libraries, Path(folder), server)
    handle = os.pidfd_open(pid)
    os.close(line)
    child = _Child(pid, folder, socket.socket(fileno=overseer))
    try:
        socket.send_fds(child.overseer, [folder.encode()], [handle])
    except OSError:  # the parent is gone
        signal.pidfd_send_signal(handle, signal.SIGKILL)
    return handle, child


def _bury(handle: int, child: _Child) -> None:
    _, status, used = os.wait4(child.pid, 0)
    os.close(handle)
    shutil.rmtree(child.folder, ignore_errors=True)
    with child.overseer as overseer:
        try:
            worked = used.ru_utime + used.ru_stime
            overseer.send(ENDED.pack(os.waitstatus_to_exitcode(status), used.ru_maxrss, worked))
        except OSError:  # nobody waits for it any more
            return


def _leave(running: dict[int, _Child]) -> NoReturn:
    for handle, child in running.items():
        signal.pidfd_send_signal(handle, signal.SIGKILL)
        _bury(handle, child)
    sys.exit()


def _live(line: int, libraries: frozenset[int], folder: Path, server: int) -> NoReturn:
    """Be the child: do the one task that the parent sends, and end."""
    try:
        guards.die_with_parent(server)
        guards.close_all_but({line, *libraries} - {0, 1, 2})
        _work(Line(socket.socket(fileno=line)), folder)
    except EndedError:
        os._exit(1)
    except BaseException:  # noqa: BLE001 - whatever it is, the server's own life does not go on here
        os._exit(2)
    os._exit(0)


def _work(line: Line, folder: Path) -> None:
    task: Task = line.hear_request()
    try:
        guards.take_hold(task.limits, task.readable, folder)
        arguments = (line, *task.arguments) if task.converses else task.arguments
        line.answer(Result(task.function(*arguments)))
    except RefusedError as error:
        line.answer(Refusal.of(error))
    except EndedError:
        raise
    except Exception as error:  # noqa: BLE001 - the parent tells it as a refusal of the file
        line.answer(_crash(error))


def _crash(error: Exception) -> Crash:
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno} {last.name}"
    return Crash(type(error).__name__, where, memory=isinstance(error, MemoryError))


if __name__ == "__main__":
    main()
