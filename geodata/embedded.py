"""The embedded database: a private PostgreSQL cluster with PostGIS, started and stopped by us.

It listens on a unix socket in a folder that only its owner may enter, never on the network; that folder is
its lock and key, so its logins have no passwords. A city in earnest sets `DATABASE_URL` instead.
"""

import contextlib
import fcntl
import logging
import signal
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import BinaryIO, NoReturn

import psycopg2.extensions
from sqlalchemy import URL

from geodata import embedded_databases, embedded_home
from geodata.embedded_databases import OWNER, TEMPLATE
from geodata.embedded_home import PORT
from geodata.embedded_server import Process, Server
from geodata.text import Text

__all__ = ["FORGETFUL", "OWNER", "SETTINGS", "TEMPLATE", "Cluster", "ClusterStatus"]

# For a machine of two cores that also runs the web server; durable: fsync and full_page_writes stay on.
# Nobody follows its log (backups are dumps), so what is filled anew is written to its files only, and synced.
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
}
# What tests may add: a database that nobody misses after a power cut.
FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ClusterStatus:
    """What is known about a cluster; no `pid` when it is not running, no `version` before its first start."""

    running: bool
    pid: int | None
    version: str | None
    folder: Path
    socket_folder: Path
    log: Path


class Cluster:
    """The private cluster that belongs to the data folder `home`."""

    def __init__(self, home: Path, settings: Mapping[str, str] | None = None) -> None:
        self.home = home.resolve()
        account = embedded_home.server_account()
        embedded_home.make_enterable(self.home, account)
        folder = embedded_home.cluster_folder(self.home, account)
        self._server = Server(folder, account, {**SETTINGS, **(settings or {})})
        # Stands while the cluster belongs to the processes inside `running`, not to whoever called `start`.
        self._shared_mark = self.home / "postgres.shared"
        self._wanted = False

    @property
    def notice(self) -> Text | None:
        """Return where the database lies when that is not inside `home`, else None."""
        if self._server.folder.parent == self.home:
            return None
        return Text(
            sv="Databasen ligger i {folder}, för användaren postgres kommer inte åt {home}.",
            en="The database lies in {folder}, because the user postgres may not enter {home}.",
        ).format(folder=self._server.folder, home=self.home)

    def status(self) -> ClusterStatus:
        """Return whether the cluster runs, and where."""
        pid = self._server.pid()
        return ClusterStatus(
            running=pid is not None,
            pid=pid,
            version=self._server.version(),
            folder=self._server.folder,
            socket_folder=self._server.sockets(),
            log=self._server.log,
        )

    def url(self, database: str, login: str = OWNER) -> str:
        """Return the SQLAlchemy address of `database` for `login`, over the cluster's socket."""
        place = {"host": str(self._server.sockets()), "port": str(PORT)}
        return URL.create("postgresql+psycopg2", login, database=database, query=place).render_as_string()

    def start(self) -> None:
        """Start the cluster unless it runs, making it where there is none; it then runs until `stop`."""
        with self._locked():
            self._start()
            self._shared_mark.unlink(missing_ok=True)

    def stop(self) -> None:
        """Stop the cluster, whoever started it, and return when it is gone."""
        with self._locked():
            self._stop()

    @contextlib.contextmanager
    def running(self) -> Iterator["Cluster"]:
        """Keep the cluster running for the length of a `with` block, starting it again should it be killed.

        Of the processes that share a cluster in this way the last one to leave stops it; a cluster that
        `start` began is left running. SIGTERM and SIGHUP leave the block as Ctrl-C does.
        """
        with _leaving_on_signals(), self._open("postgres.users") as users:
            try:
                with self._locked():
                    fcntl.flock(users, fcntl.LOCK_SH)
                    if self._server.pid() is None:
                        self._shared_mark.touch()
                    self._wanted = True
                    self._start()
                yield self
            finally:
                with self._locked():
                    self._wanted = False
                    fcntl.flock(users, fcntl.LOCK_UN)
                    if self._shared_mark.exists() and not _others_hold(users):
                        self._stop()

    def destroy(self) -> None:
        """Stop the cluster and delete everything it holds."""
        with self._locked():
            self._stop()
            self._server.remove()

    def connect(self, database: str) -> psycopg2.extensions.connection:
        """Return a connection of the superuser, each statement its own transaction; the caller closes it."""
        return self._server.connect(database)

    def create_database(self, name: str, template: str = TEMPLATE, owner: str = OWNER) -> None:
        """Create a database as a copy of `template` (the one with PostGIS, unless another is named)."""
        embedded_databases.create(self.connect, name, template, owner)

    def drop_database(self, name: str) -> None:
        """Drop a database and the connections to it; nothing happens when there is none."""
        embedded_databases.drop(self.connect, name)

    def has_database(self, name: str) -> bool:
        """Return whether there is a database of this name."""
        return embedded_databases.exists(self.connect, name)

    # ------------------------------------------------------------------ within the lock

    def _start(self) -> None:
        if self._server.pid() is not None:
            self._server.await_answer()
            return
        try:
            process = self._server.start()
            threading.Thread(target=self._watch, args=(process,), daemon=True).start()
            embedded_databases.prepare(self.connect)
        except BaseException:
            self._stop()
            raise

    def _stop(self) -> None:
        self._server.stop()
        self._shared_mark.unlink(missing_ok=True)

    def _watch(self, process: Process) -> None:
        """Wait for the server's end, so that it does not stay a zombie, and start a killed one again."""
        if process.wait() == 0 or not self._wanted:
            return
        with self._locked():
            if self._wanted:
                logger.warning("The database server was killed; starting it again")
                self._shared_mark.touch()
                self._start()

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep other processes and threads from starting or stopping this cluster meanwhile."""
        with self._open("postgres.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _open(self, name: str) -> BinaryIO:
        try:
            return (self.home / name).open("ab")
        except OSError as error:
            raise embedded_home.unusable(self.home, error.strerror or str(error)) from error


def _others_hold(users: BinaryIO) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(users, fcntl.LOCK_UN)
    return False


@contextlib.contextmanager
def _leaving_on_signals() -> Iterator[None]:
    """Let SIGTERM and SIGHUP raise SystemExit inside the block, where nobody else has said what they do."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ours = [n for n in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(n) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _leave)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
