"""Which files a guarded child may open: Python's and its libraries', what it is to read, its own folder.

Landlock (Linux 5.13) asks for no rights of its own. An older kernel leaves the files to the owner's rights:
the other guards hold all the same. See landlock(7).
"""

import ctypes
import os
import stat
import struct
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

import geodata
import importers

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1

_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_ALL_OF_VERSION_ONE = (1 << 13) - 1
_ON_FILES = (1 << 0) | (1 << 1) | (1 << 2)
_REFER, _TRUNCATE = 1 << 13, 1 << 14


def confine_files(readable: Iterable[Path], folder: Path) -> bool:
    """Take all files from this process but these; return whether the kernel can."""
    library = ctypes.CDLL(None, use_errno=True)
    version = library.syscall(_CREATE_RULESET, None, 0, _VERSION)
    if version < 1:
        return False
    every = _ALL_OF_VERSION_ONE | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    handled = struct.pack("Q", every)
    rules = library.syscall(_CREATE_RULESET, handled, len(handled), 0)
    if rules < 0:
        return False
    for path in (*_libraries(), *readable):
        _allow(library, rules, path, _READ_FILE | _READ_FOLDER)
    _allow(library, rules, folder, every)
    confined = bool(library.syscall(_RESTRICT_SELF, rules, 0) == 0)
    os.close(rules)
    return confined


def _allow(library: ctypes.CDLL, rules: int, path: Path, access: int) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # what is not there needs no leave
        return
    try:
        if not stat.S_ISDIR(os.fstat(handle).st_mode):
            access &= _ON_FILES
        library.syscall(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", access, handle), 0)
    finally:
        os.close(handle)


def _libraries() -> set[Path]:
    """Return where Python, its packages, and the system's libraries and time zones lie."""
    packages = {Path(str(package.__file__)).parent for package in (geodata, importers)}
    installed = {
        Path(folder) for folder in (*sysconfig.get_paths().values(), sys.prefix, sys.base_exec_prefix)
    }
    system = {Path(folder) for folder in ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime")}
    devices = {Path("/dev/null"), Path("/dev/urandom"), Path("/proc/self"), Path("/proc/meminfo")}
    return packages | {folder for folder in installed if folder != Path("/")} | system | devices
