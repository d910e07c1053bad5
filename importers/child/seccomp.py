"""System calls that a guarded child may not make: the kernel answers them with "not permitted".

A list of what is forbidden and not of what is allowed: the libraries that read files differ from machine to
machine in the harmless calls they make, while ways out of a process are few and known. See seccomp(2).
"""

import ctypes
import errno
import os
import platform
import struct

from geodata.errors import SetupError
from geodata.text import Text

_UNAVAILABLE = Text(
    sv="Filer kan inte läsas säkert här: kärnan kan inte ta nätverket från en process ({why}).",
    en="Files cannot be read safely here: the kernel cannot take the network from a process ({why}).",
)

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2

_KILL, _ERROR, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
# Offsets in the kernel's struct seccomp_data (little-endian machines): number, architecture, arguments.
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16

_CLONE_THREAD = 0x00010000
_X32_CALLS = 0x40000000

# Sockets of every kind, other programs, other processes, namespaces and mounts, the kernel itself, keys,
# shared memory and queues, io_uring (which opens sockets by another road).
_COMMON_NUMBERS = (424, 425, 426, 427, 428, 429, 430, 431, 432, 433, 434, 438, 440, 442)
_FORBIDDEN = {
    "x86_64": (
        *range(41, 56), 288, 299, 307, 57, 58, 59, 322, 62, 129, 200, 297, 101, 310, 311, 312, 135, 155, 161,
        163, 164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 179, 246, 313, 320, 272, 308,
        304, 321, 323, 298, 160, 248, 249, 250, 29, 30, 31, 64, 65, 66, 68, 69, 70, 71, 220, 240, 241,
        *_COMMON_NUMBERS,
    ),
    "aarch64": (
        *range(198, 213), 242, 243, 269, 221, 281, 129, 130, 138, 240, 117, 270, 271, 272, 92, 41, 51, 89,
        170, 40, 39, 224, 225, 142, 161, 162, 105, 106, 60, 104, 273, 294, 97, 268, 265, 280, 282, 241, 164,
        217, 218, 219, *range(186, 198), 180, 181, *_COMMON_NUMBERS,
    ),
}  # fmt: skip
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# clone, clone3, prlimit64, tgkill: forbidden but for threads, for asking, and for oneself.
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
_PRLIMIT = {"x86_64": 302, "aarch64": 261}
_TGKILL = {"x86_64": 234, "aarch64": 131}


def forbid_system_calls() -> None:
    """Take the calls from this process and its threads, for good.

    Raises SetupError where the kernel cannot.
    """
    machine = platform.machine()
    if machine not in _FORBIDDEN:
        raise SetupError(_UNAVAILABLE.format(why=machine))
    program = _program(machine, os.getpid())
    steps = ctypes.create_string_buffer(program)
    filter_program = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(steps))
    library = ctypes.CDLL(None, use_errno=True)
    address = ctypes.create_string_buffer(filter_program)
    if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or library.prctl(
        _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, address, 0, 0
    ):
        raise SetupError(_UNAVAILABLE.format(why=os.strerror(ctypes.get_errno())))


def _program(machine: str, pid: int) -> bytes:
    """Return the filter as the kernel takes it: eight bytes a step."""
    refused = _step(_RETURN, _ERROR | errno.EPERM)
    allowed = _step(_RETURN, _ALLOW)
    steps = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_JUMP_EQUAL, _ARCHITECTURES[machine], 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
        _step(_JUMP_AT_LEAST, _X32_CALLS, 0, 1),
        refused,
        # A C library that gets "no such call" for clone3 makes its threads by clone.
        _step(_JUMP_EQUAL, _CLONE3, 0, 1),
        _step(_RETURN, _ERROR | errno.ENOSYS),
        *_only_where(_CLONE[machine], [_step(_LOAD, _ARGUMENTS), _step(_JUMP_ANY_BIT, _CLONE_THREAD, 1, 0)]),
        *_only_where(_TGKILL[machine], [_step(_LOAD, _ARGUMENTS), _step(_JUMP_EQUAL, pid, 1, 0)]),
        *_only_where(_PRLIMIT[machine], _asks_only()),
    ]
    for number in _FORBIDDEN[machine]:
        steps += [_step(_JUMP_EQUAL, number, 0, 1), refused]
    return b"".join([*steps, allowed])


def _only_where(number: int, condition: list[bytes]) -> list[bytes]:
    """Return steps that let a call pass where the condition's last step jumps over one, else refuse it."""
    body = [*condition, _step(_RETURN, _ERROR | errno.EPERM), _step(_RETURN, _ALLOW)]
    return [_step(_JUMP_EQUAL, number, 0, len(body)), *body]


def _asks_only() -> list[bytes]:
    """Return the condition that prlimit64 gives no new limits: its third argument is nought, both halves."""
    return [
        _step(_LOAD, _ARGUMENTS + 16),
        _step(_JUMP_EQUAL, 0, 0, 2),
        _step(_LOAD, _ARGUMENTS + 20),
        _step(_JUMP_EQUAL, 0, 1, 0),
    ]


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
