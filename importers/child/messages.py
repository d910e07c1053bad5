"""What parent and child say to each other over a socket, in frames.

The parent's requests are pickles, for the child may trust it. The child's answers may have been written by
whoever wrote the file: they are plain data, or rows in COPY's text format.
"""

import os
import pickle
import select
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from typing import Any

from geodata.errors import InvalidError, RefusedError
from geodata.text import Text
from importers.child import plain_data
from importers.child.limits import Limits
from importers.formats import ChoiceNeededError, UnreadableFileError

_HEAD = struct.Struct("!BI")
_TOLD, _LINES = 1, 2
_LONGEST = 64 << 20


ENDED = struct.Struct("!iid")
"""How a child ended: its exit status (its signal below nought), peak memory in KiB, seconds of work."""


class GarbledError(Exception):
    """The child said something that no child says."""


class EndedError(Exception):
    """The other side is gone."""


@dataclass(frozen=True, slots=True)
class Task:
    """A call that a child is to make: of a module's function, with arguments that can be pickled.

    A task that `converses` gets the child's line to the parent as its first argument. `readable` are the
    files that it may open.
    """

    function: Callable[..., object]
    arguments: tuple[object, ...]
    limits: Limits
    readable: tuple[Path, ...] = ()
    converses: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What a task's function returned."""

    value: object


@dataclass(frozen=True, slots=True)
class Crash:
    """An error that is nobody's refusal: its class and where it was raised, never what it says of the file.

    `memory`: there was not enough of it.
    """

    error: str
    where: str
    memory: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal on its way from the child, for the parent to raise anew."""

    reason: Text
    kind: str = "unreadable"
    row: int | None = None
    field: str | None = None
    name: str = ""
    choices: tuple[str, ...] = ()

    @classmethod
    def of(cls, error: RefusedError) -> "Refusal":
        """Return what is told of an error."""
        match error:
            case ChoiceNeededError():
                return cls(error.reason, "choice", error.row, name=error.name, choices=error.choices)
            case UnreadableFileError():
                return cls(error.reason, "unreadable", error.row)
            case InvalidError():
                return cls(error.reason, "invalid", field=error.field)
            case _:
                return cls(error.reason, "refused")

    def error(self) -> RefusedError:
        """Return the error that was raised in the child."""
        match self.kind:
            case "choice":
                return ChoiceNeededError(self.reason, self.name, self.choices)
            case "unreadable":
                return UnreadableFileError(self.reason, row=self.row)
            case "invalid":
                return InvalidError(self.reason, field=self.field)
            case _:
                return RefusedError(self.reason)


class Line:
    """One end of the socket between a parent and its child; the parent's has a `deadline` (monotonic)."""

    def __init__(self, end: socket, deadline: float | None = None) -> None:
        self.end = end
        self.deadline = deadline
        end.setblocking(deadline is None)

    def ask(self, request: object) -> None:
        """Send what the parent says."""
        self._send(_TOLD, pickle.dumps(request, pickle.HIGHEST_PROTOCOL))

    def answer(self, told: object) -> None:
        """Send what the child says: plain data and dataclasses of this program."""
        self._send(_TOLD, plain_data.write(told))

    def lines(self, copied: bytes | bytearray) -> None:
        """Send rows in COPY's text format."""
        self._send(_LINES, copied)

    def hear_request(self) -> Any:
        """Return what the parent says; raises EndedError when it is gone."""
        return pickle.loads(self._receive()[1])  # noqa: S301 - the parent's own word

    def hear(self) -> Any:
        """Return what the child says: rows as bytearray, anything else as it was told.

        Raises EndedError when it is gone, TimeoutError after the deadline, GarbledError for what no child
        says.
        """
        kind, content = self._receive()
        if kind == _LINES:
            return content
        try:
            return plain_data.read(content)
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise GarbledError from error

    def _send(self, kind: int, content: bytes | bytearray) -> None:
        self._write(_HEAD.pack(kind, len(content)))
        self._write(content)

    def _receive(self) -> tuple[int, bytearray]:
        kind, length = _HEAD.unpack(self._exactly(_HEAD.size))
        if kind not in {_TOLD, _LINES} or length > _LONGEST:
            raise GarbledError
        return kind, self._exactly(length)

    # Plain reading and writing: the calls for sockets are taken from a guarded child.

    def _write(self, content: bytes | bytearray) -> None:
        with memoryview(content) as view:
            written = 0
            while written < len(view):
                self._wait(select.POLLOUT)
                try:
                    written += os.write(self.end.fileno(), view[written:])
                except BlockingIOError:
                    continue
                except (BrokenPipeError, ConnectionResetError) as error:
                    raise EndedError from error

    def _exactly(self, length: int) -> bytearray:
        content = bytearray(length)
        with memoryview(content) as view:
            filled = 0
            while filled < length:
                self._wait(select.POLLIN)
                try:
                    got = os.readv(self.end.fileno(), [view[filled:]])
                except BlockingIOError:
                    continue
                except ConnectionResetError as error:
                    raise EndedError from error
                if not got:
                    raise EndedError
                filled += got
        return content

    def _wait(self, event: int) -> None:
        """Wait until there is something to read or room to write; raises TimeoutError after the deadline."""
        if self.deadline is None:
            return
        poll = select.poll()
        poll.register(self.end, event)
        left = self.deadline - time.monotonic()
        if left <= 0 or not poll.poll(1000 * left):
            raise TimeoutError
