"""Where the embedded database lives: its folder, its socket, its system user and its programs.

Everything that depends on the machine is decided here once, so that `geodata.embedded` only starts and
stops. Nothing in this module runs a program.
"""

import hashlib
import os
import pwd
import re
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import SetupError
from geodata.requirements import OLDEST_POSTGRESQL, missing_postgis, missing_server
from geodata.text import Text

# A socket directory is private to its cluster, so the number only names the socket file.
PORT = 5432
DEBIAN_SERVERS = Path("/usr/lib/postgresql")
SYSTEM_FOLDER = Path("/var/lib/tryggkarta")
SERVER_USER = "postgres"
# sun_path has 108 bytes on Linux, the last one is zero.
LONGEST_SOCKET_PATH = 107


@dataclass(frozen=True, slots=True)
class Account:
    """The system user that owns the files and runs the server; `is_other` when it is not ourselves."""

    uid: int
    gid: int
    is_other: bool

    def can_enter(self, folder: Path) -> bool:
        """Return whether this account may pass through `folder` and every folder above it."""
        return all(self._can_pass(step) for step in (folder, *folder.parents) if step.exists())

    def _can_pass(self, folder: Path) -> bool:
        found = folder.stat()
        if found.st_uid == self.uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid == self.gid:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)


def server_account() -> Account:
    """Return who runs the server: ourselves, or `postgres` when we are root (which PostgreSQL refuses).

    Raises SetupError where root has no `postgres` user to hand over to.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), is_other=False)
    try:
        entry = pwd.getpwnam(SERVER_USER)
    except KeyError:
        raise missing_server() from None
    return Account(entry.pw_uid, entry.pw_gid, is_other=True)


def cluster_folder(home: Path, account: Account) -> Path:
    """Return the folder of the cluster that belongs to `home`: `home/postgres`, or one in `SYSTEM_FOLDER`.

    The second is for a home that the server's user may not enter, such as a clone in root's own folder;
    its name is that of the project's folder and a hash of the whole path, so each home has its own.
    """
    if account.can_enter(home):
        return home / "postgres"
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:8]
    label = re.sub(r"[^A-Za-z0-9_-]", "", home.parent.name) or "home"
    return SYSTEM_FOLDER / f"{label}-{digest}"


def socket_folder(cluster: Path) -> Path:
    """Return a folder for the socket: `cluster/socket`, or a short one where that path is too long or odd.

    PostgreSQL splits the setting at commas and quotes, so only plain paths are used as they are.
    """
    usual = cluster / "socket"
    name = os.fsencode(usual / f".s.PGSQL.{PORT}")
    if len(name) <= LONGEST_SOCKET_PATH and re.fullmatch(r"[A-Za-z0-9/._+-]+", str(usual)):
        return usual
    digest = hashlib.sha256(os.fsencode(cluster)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"tryggkarta-{digest}"


def prepare_folder(folder: Path, account: Account) -> None:
    """Make `folder` with access for `account` alone; raise SetupError where it belongs to someone else."""
    make_enterable(folder.parent, account)
    try:
        if not os.path.lexists(folder):
            folder.mkdir(mode=0o700)
            if account.is_other:
                os.chown(folder, account.uid, account.gid)
    except OSError as error:
        raise unusable(folder, error.strerror or str(error)) from error
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid:
        raise unusable(folder, "it belongs to another user")
    folder.chmod(0o700)


def make_enterable(folder: Path, account: Account) -> None:
    """Make `folder` and what is missing above it, so that `account` may pass through what we made."""
    missing = [step for step in (folder, *folder.parents) if not step.exists()]
    try:
        for step in reversed(missing):
            step.mkdir(exist_ok=True)
            if account.is_other:
                step.chmod(0o711)
    except OSError as error:
        raise unusable(folder, error.strerror or str(error)) from error


def unusable(folder: Path, why: str) -> SetupError:
    """Return the refusal of a folder that cannot hold the database."""
    return SetupError(
        Text(
            sv="Databasens mapp {folder} går inte att använda ({why}); välj en annan med TRYGGKARTA_HOME.",
            en="The database folder {folder} cannot be used ({why}); choose another with TRYGGKARTA_HOME.",
        ).format(folder=folder, why=why)
    )


def programs(version: str | None, *, servers: Path = DEBIAN_SERVERS) -> Path:
    """Return the folder with `postgres` and `initdb` to use.

    An existing cluster needs its own major `version`; a new one gets the newest installed that has PostGIS.
    Debian keeps its versions side by side in `servers`; a server installed otherwise is taken from PATH.

    Raises SetupError with the line that installs what is missing.
    """
    installed = {folder.parent.name: folder for folder in servers.glob("*/bin") if _is_server(folder)}
    if version is not None and version in installed:
        return installed[version]
    on_path = shutil.which("initdb")
    if version is None:
        fit = sorted((name for name in installed if int(name) >= OLDEST_POSTGRESQL), key=int, reverse=True)
        chosen = next((name for name in fit if _has_postgis(servers / name)), None)
        if chosen is not None:
            return installed[chosen]
        if fit:
            raise missing_postgis(fit[0])
    if on_path is None:
        raise missing_server(version)
    return Path(on_path).resolve().parent


def _is_server(folder: Path) -> bool:
    return folder.parent.name.isdigit() and all((folder / name).exists() for name in ("postgres", "initdb"))


def _has_postgis(server: Path) -> bool:
    return (server / "lib" / "postgis-3.so").exists()
