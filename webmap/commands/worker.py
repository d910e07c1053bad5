"""`tryggkarta worker`: does what is wanted of uploaded files, until Ctrl-C or SIGTERM."""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click

from geodata.database import IMPORT_TIMEOUT, open_engine
from geodata.installation import Installation, data_folder
from importers.uploads import folder_of
from importers.uploads.worker import Worker
from webmap.commands.opening import open_log, profile_of

_PATIENCE_SECONDS = 10
_PAUSE_SECONDS = 2

_log = logging.getLogger(__name__)


@click.command()
@click.option("--beside-server", is_flag=True, hidden=True, help="Stop when standard input is closed.")
@click.pass_context
def worker(context: click.Context, *, beside_server: bool) -> None:
    """Recognise, check, publish and take back uploaded files, as people ask for on the pages.

    `serve` runs one by itself. Several may run at once, on any machine that has the folder of uploads.
    """
    profile = profile_of(context)
    stopped = threading.Event()
    for heard in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(heard, lambda *_: stopped.set())
    if beside_server:
        threading.Thread(target=_stop_at_end_of_input, args=(stopped,), daemon=True).start()
    open_log()
    with Installation(data_folder(), profile) as installation:
        engine = open_engine(installation.owner_url, statement_seconds=IMPORT_TIMEOUT)
        try:
            Worker(engine, profile, folder_of(installation.home)).work(stopped)
        finally:
            engine.dispose()


def _stop_at_end_of_input(stopped: threading.Event) -> None:
    """Stop when the server that started this process is gone, however it went: its end of the pipe closes."""
    with contextlib.suppress(OSError):
        while os.read(sys.stdin.fileno(), 1):  # not through sys.stdin: its lock is held at the end
            pass
    stopped.set()


@contextmanager
def working_beside(context: click.Context) -> Iterator[None]:
    """Keep a worker running in a process of its own for the length of a `with` block."""
    chosen = context.find_root().params.get("city")
    city = ["--city", str(chosen)] if chosen else []
    line = [sys.executable, "-m", "webmap", *city, "worker", "--beside-server"]
    leaving = threading.Event()
    keeper = threading.Thread(target=_keep_running, args=(line, leaving))
    keeper.start()
    try:
        yield
    finally:
        leaving.set()
        keeper.join()


def _keep_running(line: list[str], leaving: threading.Event) -> None:
    """Run the command, anew should it end, until told to leave; it is then given time to finish."""
    while not leaving.is_set():
        with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:  # noqa: S603 - our own command
            while process.poll() is None and not leaving.wait(_PAUSE_SECONDS / 10):
                pass
            if leaving.is_set():
                _end(process)
                return
        _log.error("the worker ended with %s and is started anew", process.returncode)
        leaving.wait(_PAUSE_SECONDS)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_PATIENCE_SECONDS)
        return
    process.kill()  # what it was at is undone by the database, and taken up again
    process.wait()
