"""How much of the machine a guarded child may use, and the kernel's limits that hold it to that."""

import resource
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1 << 20

_LEAST_SECONDS = 4
_SECONDS_PER_MEGABYTE = 8
_MOST_SECONDS = 1800
# Archives and OpenStreetMap extracts unpack to about this many times their size.
_PACKED, _UNPACKS_TO = (b"PK\x03\x04", b"OSMHeader"), 12


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use: `memory` beyond what its server has loaded, and the largest file, in bytes.

    `cpu_seconds` is time on a processor; `wall_seconds`, after which the parent ends the child, leaves room
    for a busy machine and a slow database.
    """

    memory: int = 150 * MEGABYTE
    cpu_seconds: int = _LEAST_SECONDS
    wall_seconds: float = 10 * _LEAST_SECONDS
    file_size: int = 1 << 30
    open_files: int = 64

    def take_hold(self) -> None:
        """Set the limits for this process, for good."""
        # Memory is counted as the kernel counts it for this limit: private pages that may be written.
        _limit(resource.RLIMIT_DATA, _mapped("VmData:") + self.memory)
        _limit(resource.RLIMIT_AS, _mapped("VmSize:") + 4 * self.memory)
        _limit(resource.RLIMIT_CPU, self.cpu_seconds, self.cpu_seconds + 1)  # told by a signal of its own
        _limit(resource.RLIMIT_FSIZE, self.file_size)
        _limit(resource.RLIMIT_NOFILE, self.open_files)
        _limit(resource.RLIMIT_CORE, 0)


def limits_of(path: Path) -> Limits:
    """Return what reading a file may cost: time in proportion to its size, memory whatever its size."""
    try:
        megabytes = path.stat().st_size / MEGABYTE
        with path.open("rb") as file:
            start = file.read(64)
    except OSError:  # refused by the one who opens it
        megabytes, start = 0, b""
    if any(mark in start for mark in _PACKED):
        megabytes *= _UNPACKS_TO
    seconds = min(_MOST_SECONDS, _LEAST_SECONDS + round(_SECONDS_PER_MEGABYTE * megabytes))
    return Limits(cpu_seconds=seconds, wall_seconds=max(10 * _LEAST_SECONDS, 3 * seconds))


def _limit(which: int, most: int, at_last: int | None = None) -> None:
    """Set a limit, and the one that cannot be raised again: the same, unless `at_last` is given."""
    _, hard = resource.getrlimit(which)
    bounds = (most, most if at_last is None else at_last)
    resource.setrlimit(
        which, bounds if hard == resource.RLIM_INFINITY else (min(bounds[0], hard), min(bounds[1], hard))
    )


def _mapped(line: str) -> int:
    """Return a size that the kernel tells of this process, in bytes."""
    for told in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
        if told.startswith(line):
            return int(told.split()[1]) * 1024
    raise OSError(f"/proc/self/status does not tell {line}")
