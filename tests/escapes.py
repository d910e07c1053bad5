"""What a guarded child might be made to try; each function runs in one, and answers plain data."""

import ctypes
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from geodata.errors import InvalidError
from geodata.text import Text
from importers.formats import ChoiceNeededError


def told(try_it, *arguments) -> str:
    """Return the name of the error that a try ends in, "done" where it succeeds."""
    try:
        try_it(*arguments)
    except OSError as error:
        return type(error).__name__
    return "done"


def roads_out(port: int) -> dict[str, str]:
    def program() -> None:
        subprocess.run([sys.executable, "-c", ""], check=True)

    def datagram() -> None:
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    return {
        "connection": told(socket.create_connection, ("127.0.0.1", port), 1),
        "datagram": told(datagram),
        "unix socket": told(socket.socketpair),
        "program": told(program),
        "fork": told(os.fork),
        "signal": told(os.kill, os.getppid(), signal.SIGTERM),
        "looser limits": told(lambda: resource.prlimit(0, resource.RLIMIT_NOFILE, (10, 10))),
    }


def io_uring() -> int:
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall(425, 8, ctypes.create_string_buffer(120))
    return ctypes.get_errno()


def thread() -> str:
    answers: list[str] = []
    worker = threading.Thread(target=answers.append, args=("ran",))
    worker.start()
    worker.join()
    return answers[0]


def surroundings(_path: Path) -> dict[str, object]:
    with tempfile.NamedTemporaryFile() as own:
        inside = own.name
    return {
        "variables": sorted(os.environ),
        "initial": Path("/proc/self/environ").read_text("utf-8").split("\0"),
        "folder": str(Path.cwd()),
        "own": str(Path(inside).parent),
        "empty": not list(Path.cwd().iterdir()),
        "open": sorted(
            str(link.readlink())
            for link in Path("/proc/self/fd").iterdir()
            if link.is_symlink() and "socket" in str(link.readlink())
        ),
    }


def read_both(given: Path, other: str) -> tuple[str, str]:
    return given.read_text("utf-8"), told(Path(other).read_text, "utf-8")


def write_outside(path: str) -> str:
    return told(Path(path).write_text, "x")


def leave_a_file() -> str:
    Path("left.txt").write_text("x" * 100, "utf-8")
    return str(Path.cwd())


def fill_the_disk() -> str:
    with Path("large").open("wb", buffering=0) as file:
        file.seek((1 << 40) - 1)
        return told(file.write, b"x")


def eat_memory() -> int:
    return len(bytearray(1 << 30))


def eat_memory_slowly() -> int:
    kept = []
    while True:
        kept.append("x" * 1_000_000 + str(len(kept)))


def run_for_ever() -> None:
    while True:
        pass


def sleep_for_ever() -> None:
    time.sleep(3600)


def crash() -> None:
    ctypes.string_at(0)


def leave() -> None:
    os._exit(3)


def fail() -> None:
    raise ZeroDivisionError("Anna Andersson, 19121212-1212")


def not_data() -> object:
    return object()


def refuse() -> None:
    raise InvalidError(Text("nej", "no"), field="x")


def choose() -> None:
    raise ChoiceNeededError(Text("välj", "choose"), "sheet", ("a", "b"))
