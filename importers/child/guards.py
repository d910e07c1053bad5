"""What a guarded child gives up before it opens a file, all of it for good."""

import ctypes
import os
import signal
import tempfile
from collections.abc import Iterable
from pathlib import Path

from importers.child.landlock import confine_files
from importers.child.limits import Limits
from importers.child.seccomp import forbid_system_calls

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_CAPABILITIES = 0x20080522  # version 3 of capset's header
# CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: the superuser's child reads what the superuser was given to read.
_KEPT_CAPABILITIES = 0b110


def die_with_parent(parent: int) -> None:
    """Let the kernel end this process with its parent."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:  # it died in between
        os._exit(1)


def close_all_but(kept: Iterable[int]) -> None:
    """Close every open file but these; what is written to the standard streams is lost."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    first = 3
    for handle in sorted(kept):
        os.closerange(first, handle)
        first = handle + 1
    os.closerange(first, os.sysconf("SC_OPEN_MAX"))


def open_files() -> frozenset[int]:
    """Return the handles of all files that this process has open."""
    listed = {int(entry.name) for entry in Path("/proc/self/fd").iterdir()}
    return frozenset(handle for handle in listed if _is_open(handle))


def _is_open(handle: int) -> bool:
    try:
        os.fstat(handle)
    except OSError:  # that of the listing itself
        return False
    return True


def take_hold(limits: Limits, readable: Iterable[Path], folder: Path) -> None:
    """Confine this process: limits, files, rights, system calls; `folder` is where it may write.

    Raises SetupError where the kernel cannot take the network from it.
    """
    os.environ.clear()
    os.environ["TMPDIR"] = os.environ["CPL_TMPDIR"] = tempfile.tempdir = str(folder)
    os.chdir(folder)
    limits.take_hold()
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    confine_files(readable, folder)
    if os.geteuid() == 0:
        _drop_capabilities(library)
    forbid_system_calls()


def _drop_capabilities(library: ctypes.CDLL) -> None:
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    kept = (ctypes.c_uint32 * 6)(_KEPT_CAPABILITIES, _KEPT_CAPABILITIES, 0, 0, 0, 0)
    library.capset(header, kept)
