"""The embedded database: a private PostgreSQL cluster with PostGIS, started and stopped by us.

It listens on a unix socket in a folder that only its owner may enter, never on the network; that folder is
its lock and key, so its logins have no passwords. A city in earnest sets `DATABASE_URL` instead.
"""

import contextlib
import fcntl
import logging
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import BinaryIO, NoReturn

import psycopg2
import psycopg2.extensions
from sqlalchemy import URL

from geodata import embedded_databases, embedded_home
from geodata.embedded_databases import OWNER, SUPERUSER, TEMPLATE
from geodata.embedded_home import PORT
from geodata.errors import SetupError
from geodata.text import Text

# For a machine of two cores that also runs the web server; durable: fsync and full_page_writes stay on.
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
}
# What tests may add: a database that nobody misses after a power cut.
FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}

# Above the highest pid that Linux hands out.
NO_SUCH_PID = 2**22 + 1
LONGEST_START_SECONDS = 60.0
LONGEST_STOP_SECONDS = 60.0
LARGEST_LOG_BYTES = 10_000_000

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
        self._settings = {**SETTINGS, **(settings or {})}
        self._account = embedded_home.server_account()
        embedded_home.make_enterable(self.home, self._account)
        self.folder = embedded_home.cluster_folder(self.home, self._account)
        self._data = self.folder / "data"
        self._log = self.folder / "server.log"
        self._wanted = False

    @property
    def notice(self) -> Text | None:
        """Return where the database lies when that is not inside `home`, else None."""
        if self.folder.parent == self.home:
            return None
        return Text(
            sv="Databasen ligger i {folder}, för användaren postgres kommer inte åt {home}.",
            en="The database lies in {folder}, because the user postgres may not enter {home}.",
        ).format(folder=self.folder, home=self.home)

    def status(self) -> ClusterStatus:
        """Return whether the cluster runs, and where."""
        pid = self._pid()
        return ClusterStatus(
            running=pid is not None,
            pid=pid,
            version=self._version(),
            folder=self.folder,
            socket_folder=self._sockets(),
            log=self._log,
        )

    def url(self, database: str, login: str = OWNER) -> str:
        """Return the SQLAlchemy address of `database` for `login`, over the cluster's socket."""
        place = {"host": str(self._sockets()), "port": str(PORT)}
        return URL.create("postgresql+psycopg2", login, database=database, query=place).render_as_string()

    # ------------------------------------------------------------------ start and stop

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
                    if self._pid() is None:
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
            shutil.rmtree(self.folder, ignore_errors=True)
            shutil.rmtree(embedded_home.socket_folder(self.folder), ignore_errors=True)

    def _start(self) -> None:
        if self._pid() is not None:
            self._await_answer(None)
            return
        embedded_home.prepare_folder(self.folder, self._account)
        embedded_home.prepare_folder(embedded_home.socket_folder(self.folder), self._account)
        if self._version() is None:
            self._initialise()
        try:
            self._launch()
            embedded_databases.prepare(self.connect)
        except BaseException:
            self._stop()
            raise

    def _initialise(self) -> None:
        """Make the cluster's files beside their place, then move them there: half a cluster is never used."""
        fresh = self.folder / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={SUPERUSER}"]
        if self._settings.get("fsync") == "off":
            options.append("--no-sync")
        with self._run("initdb", [*options, "-D", str(fresh)], stdout=subprocess.PIPE) as run:
            printed = run.communicate()[0].decode(errors="replace").strip()
        if run.returncode != 0:
            shutil.rmtree(fresh, ignore_errors=True)
            raise _not_started(printed.splitlines()[-1] if printed else "initdb", self.folder)
        fresh.rename(self._data)

    def _launch(self) -> None:
        """Start the server and wait until it answers.

        After a kill, processes of the old server may hold its shared memory for a moment: tried again then.
        """
        deadline = time.monotonic() + LONGEST_START_SECONDS
        settings = {
            **self._settings,
            "unix_socket_directories": str(embedded_home.socket_folder(self.folder)),
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        while True:
            self._clear_traces()
            with self._log.open("wb" if self._log_is_large() else "ab") as log:
                begin = log.tell()
                server = self._run("postgres", ["-D", str(self._data), "-p", str(PORT), *options], stdout=log)
            threading.Thread(target=self._watch, args=(server,), daemon=True).start()
            if self._await_answer(server):
                return
            said = self._log.read_bytes()[begin:].decode(errors="replace")
            if "shared memory block" not in said or time.monotonic() > deadline:
                raise _not_started(_last_refusal(said), self._log)
            time.sleep(0.2)

    def _await_answer(self, server: "subprocess.Popen[bytes] | None") -> bool:
        """Return True when the server answers, False when it ended instead."""
        deadline = time.monotonic() + LONGEST_START_SECONDS
        while server is None or server.poll() is None:
            try:
                self.connect("postgres").close()
            except psycopg2.OperationalError as error:
                if time.monotonic() > deadline:
                    raise _not_started(str(error).strip(), self._log) from error
                time.sleep(0.05)
            else:
                return True
        return False

    def _stop(self) -> None:
        for number, seconds in ((signal.SIGINT, LONGEST_STOP_SECONDS), (signal.SIGQUIT, 10.0)):
            pid = self._pid()
            if pid is None:
                break
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
            deadline = time.monotonic() + seconds
            while self._pid() is not None and time.monotonic() < deadline:
                time.sleep(0.02)
        self._shared_mark.unlink(missing_ok=True)

    def _watch(self, server: "subprocess.Popen[bytes]") -> None:
        """Wait for the server's end, which also clears its entry away, and start a killed one again."""
        if server.wait() == 0 or not self._wanted:
            return
        with self._locked():
            if self._wanted and self._pid() is None:
                logger.warning("The database server was killed; starting it again")
                self._start()

    # ------------------------------------------------------------------ databases

    def connect(self, database: str) -> psycopg2.extensions.connection:
        """Return a connection of the superuser, each statement its own transaction; the caller closes it."""
        place = str(self._sockets())
        connection = psycopg2.connect(
            host=place, port=PORT, user=SUPERUSER, dbname=database, connect_timeout=10
        )
        connection.autocommit = True
        return connection

    def create_database(self, name: str, template: str = TEMPLATE, owner: str = OWNER) -> None:
        """Create a database as a copy of `template` (the one with PostGIS, unless another is named)."""
        embedded_databases.create(self.connect, name, template, owner)

    def drop_database(self, name: str) -> None:
        """Drop a database and the connections to it; nothing happens when there is none."""
        embedded_databases.drop(self.connect, name)

    # ------------------------------------------------------------------ files and programs

    @property
    def _shared_mark(self) -> Path:
        """Return the file that stands while a cluster belongs to the processes inside `running`."""
        return self.home / "postgres.shared"

    def _pid(self) -> int | None:
        """Return the server's pid, None when it does not run: a pid file may be stale and its pid reused."""
        lines = self._pid_file()
        if not lines or not lines[0].strip().isdigit():
            return None
        pid = int(lines[0])
        try:
            arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return None
        return pid if os.fsencode(self._data) in arguments else None

    def _pid_file(self) -> list[str]:
        try:
            return (self._data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []
        except PermissionError as error:
            raise embedded_home.unusable(self.folder, "it belongs to another user") from error

    def _sockets(self) -> Path:
        """Return the socket folder: the one that a running server wrote down, else the one it will get."""
        lines = self._pid_file() if self._pid() is not None else []
        if len(lines) > 4 and lines[4]:
            return Path(lines[4])
        return embedded_home.socket_folder(self.folder)

    def _version(self) -> str | None:
        file = self._data / "PG_VERSION"
        return file.read_text().strip() if file.exists() else None

    def _clear_traces(self) -> None:
        """Take away what a killed server left and a new one would stumble on.

        The pid file itself stays, since PostgreSQL finds in it whether old processes still hold its memory;
        only a pid that now belongs to something else is replaced by one that cannot exist.
        """
        file = self._data / "postmaster.pid"
        lines = self._pid_file()
        if file.exists() and not lines:
            file.unlink()
        elif lines and Path(f"/proc/{lines[0].strip()}").exists():
            file.write_text("\n".join([str(NO_SUCH_PID), *lines[1:]]) + "\n")
        for trace in embedded_home.socket_folder(self.folder).glob(".s.PGSQL.*"):
            trace.unlink()

    def _log_is_large(self) -> bool:
        return self._log.exists() and self._log.stat().st_size > LARGEST_LOG_BYTES

    def _run(self, program: str, arguments: list[str], stdout: int | BinaryIO) -> "subprocess.Popen[bytes]":
        """Start one of PostgreSQL's programs as the server's account, out of reach of the terminal's keys."""
        other = self._account.is_other
        return subprocess.Popen(
            [str(embedded_home.programs(self._version()) / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
            user=self._account.uid if other else None,
            group=self._account.gid if other else None,
            extra_groups=[] if other else None,
            umask=0o077,
            start_new_session=True,
        )

    def _open(self, name: str) -> BinaryIO:
        try:
            return (self.home / name).open("ab")
        except OSError as error:
            raise embedded_home.unusable(self.home, error.strerror or str(error)) from error

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep other processes and threads from starting or stopping this cluster meanwhile."""
        with self._open("postgres.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


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


def _last_refusal(said: str) -> str:
    """Return the sentence in which a server that ended said why."""
    lines = [line.partition("FATAL:")[2].strip() for line in said.splitlines() if "FATAL:" in line]
    rest = said.strip().splitlines()
    return lines[-1] if lines else (rest[-1] if rest else "it said nothing")


def _not_started(why: str, where: Path) -> SetupError:
    return SetupError(
        Text(
            sv="Databasen gick inte att starta ({why}); mer står i {where}.",
            en="The database could not be started ({why}); {where} says more.",
        ).format(why=why, where=where)
    )
