"""One PostgreSQL server on one folder: its files made, its process started, found and ended.

Nothing here keeps two callers apart; `geodata.embedded` does, and decides who may stop the server.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import psycopg2
import psycopg2.extensions

from geodata import embedded_home
from geodata.embedded_databases import SUPERUSER
from geodata.embedded_home import PORT, Account
from geodata.errors import SetupError
from geodata.text import Text

# Above the highest pid that Linux hands out.
NO_SUCH_PID = 2**22 + 1
LONGEST_START_SECONDS = 60.0
LONGEST_STOP_SECONDS = 60.0
LARGEST_LOG_BYTES = 10_000_000

Process = subprocess.Popen[bytes]


class Server:
    """The server on `folder`, run as `account` with `settings` (PostgreSQL's own names)."""

    def __init__(self, folder: Path, account: Account, settings: Mapping[str, str]) -> None:
        self.folder = folder
        self.log = folder / "server.log"
        self._data = folder / "data"
        self._account = account
        self._settings = settings

    def pid(self) -> int | None:
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

    def version(self) -> str | None:
        """Return the major version that made the files, None where there are none."""
        file = self._data / "PG_VERSION"
        return file.read_text().strip() if file.exists() else None

    def sockets(self) -> Path:
        """Return the socket folder: the one that a running server wrote down, else the one it will get."""
        lines = self._pid_file() if self.pid() is not None else []
        if len(lines) > 4 and lines[4]:
            return Path(lines[4])
        return embedded_home.socket_folder(self.folder)

    def connect(self, database: str) -> psycopg2.extensions.connection:
        """Return a connection of the superuser, each statement its own transaction; the caller closes it."""
        place = str(self.sockets())
        connection = psycopg2.connect(
            host=place, port=PORT, user=SUPERUSER, dbname=database, connect_timeout=10
        )
        connection.autocommit = True
        return connection

    # ------------------------------------------------------------------ start and stop

    def start(self) -> Process:
        """Return the started server's process when it answers; its files are made where there are none.

        After a kill, processes of the old server may hold its shared memory for a moment: tried again then.
        Raises SetupError with the server's own sentence when it does not come up.
        """
        embedded_home.prepare_folder(self.folder, self._account)
        embedded_home.prepare_folder(embedded_home.socket_folder(self.folder), self._account)
        if self.version() is None:
            self._initialise()
        deadline = time.monotonic() + LONGEST_START_SECONDS
        while True:
            self._clear_traces()
            with self.log.open("wb" if self._log_is_large() else "ab") as log:
                begin = log.tell()
                process = self._run("postgres", self._options(), stdout=log)
            try:
                if self.await_answer(process):
                    return process
            except BaseException:
                process.send_signal(signal.SIGINT)
                process.wait()
                raise
            said = self.log.read_bytes()[begin:].decode(errors="replace")
            if "shared memory block" not in said or time.monotonic() > deadline:
                raise _not_started(_last_refusal(said), self.log)
            time.sleep(0.2)

    def await_answer(self, process: Process | None = None) -> bool:
        """Return True when the server answers, False when `process` ended instead."""
        deadline = time.monotonic() + LONGEST_START_SECONDS
        while process is None or process.poll() is None:
            try:
                self.connect("postgres").close()
            except psycopg2.OperationalError as error:
                if time.monotonic() > deadline:
                    raise _not_started(str(error).strip(), self.log) from error
                time.sleep(0.05)
            else:
                return True
        return False

    def stop(self) -> None:
        """End the server and return when it is gone: its connections are cut, its files are in order."""
        for number, seconds in ((signal.SIGINT, LONGEST_STOP_SECONDS), (signal.SIGQUIT, 10.0)):
            pid = self.pid()
            if pid is None:
                return
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
            deadline = time.monotonic() + seconds
            while self.pid() is not None and time.monotonic() < deadline:
                time.sleep(0.02)

    def remove(self) -> None:
        """Delete everything that belongs to the server, which must not run."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(embedded_home.socket_folder(self.folder), ignore_errors=True)

    # ------------------------------------------------------------------ files and programs

    def _initialise(self) -> None:
        """Make the cluster's files beside their place, then move them there: half a cluster is never used."""
        fresh = self.folder / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={SUPERUSER}"]
        if self._settings.get("fsync") == "off":
            options.append("--no-sync")
        process = self._run("initdb", [*options, "-D", str(fresh)], stdout=subprocess.PIPE)
        try:
            printed = process.communicate()[0].decode(errors="replace")
        except BaseException:
            process.terminate()
            process.wait()
            raise
        if process.returncode != 0:
            shutil.rmtree(fresh, ignore_errors=True)
            raise _not_started(_last_refusal(printed), self.folder)
        fresh.rename(self._data)

    def _options(self) -> list[str]:
        sockets = str(embedded_home.socket_folder(self.folder))
        settings = {**self._settings, "unix_socket_directories": sockets}
        pairs = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return ["-D", str(self._data), "-p", str(PORT), *pairs]

    def _run(self, program: str, arguments: list[str], stdout: int | BinaryIO) -> Process:
        """Start one of PostgreSQL's programs as the server's account, out of reach of the terminal's keys."""
        other = self._account.is_other
        return subprocess.Popen(  # noqa: S603 - PostgreSQL's own programs, with arguments made here
            [str(embedded_home.programs(self.version()) / program), *arguments],
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

    def _pid_file(self) -> list[str]:
        try:
            return (self._data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []
        except PermissionError as error:
            raise embedded_home.unusable(self.folder, "it belongs to another user") from error

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
        return self.log.exists() and self.log.stat().st_size > LARGEST_LOG_BYTES


def _last_refusal(said: str) -> str:
    """Return the sentence in which a program that ended said why."""
    lines = [line for line in said.strip().splitlines() if line]
    fatal = [line.partition("FATAL:")[2].strip() for line in lines if "FATAL:" in line]
    return (fatal or lines or ["it said nothing"])[-1]


def _not_started(why: str, where: Path) -> SetupError:
    return SetupError(
        Text(
            sv="Databasen gick inte att starta ({why}); mer står i {where}.",
            en="The database could not be started ({why}); {where} says more.",
        ).format(why=why, where=where)
    )
