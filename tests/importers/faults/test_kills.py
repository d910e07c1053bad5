"""Imports whose process, or whose child, is killed: nothing half done, and the rerun completes."""

import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from geodata.database import IMPORT_TIMEOUT, open_engine
from importers.child import guarded, running
from importers.report import RefusedImportError

from .conftest import ROWS, incidents


def in_a_process(bringing, begun: int, *, alone: bool) -> None:
    """Import in a process of its own, which tells when it begins, and has only this to do.

    A server of children of its own it has only now and then: to start one takes longer than the import.
    """
    try:
        bringing.engine = open_engine(bringing.engine.url, statement_seconds=IMPORT_TIMEOUT)
        if not alone:
            running._server._owner = os.getpid()
        guarded(os.getcwd)
        os.write(begun, b"!")
        bringing.run()
    finally:
        sys.stderr = None
        os._exit(0)


def started(bringing, *, alone: bool = True) -> int:
    """Return the process of an import that is about to begin."""
    reading, writing = os.pipe()
    bringing.engine.dispose()
    pid = os.fork()
    if not pid:
        in_a_process(bringing, writing, alone=alone)
    os.close(writing)
    assert os.read(reading, 1) == b"!"
    os.close(reading)
    return pid


def test_an_import_killed_at_any_moment_leaves_nothing(bringing, deep, tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    guarded(os.getcwd)
    pid, begun = started(bringing), time.monotonic()
    os.waitpid(pid, 0)
    lasting = time.monotonic() - begun
    assert bringing.stored()[0] == ROWS
    clear(bringing)
    moments, finished = random.Random(11), 0
    for attempt in range(100 if deep else 15):
        pid = started(bringing, alone=attempt % 5 == 0)
        time.sleep(moments.random() * lasting)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        stored = settled(bringing)
        assert stored in {(0, 0, 0), (ROWS, 1, 0)}
        finished += stored[0] > 0
        clear(bringing)
    assert finished < (100 if deep else 15), "no kill met an import at work"
    assert until_empty(folder)
    assert bringing.run().stored == ROWS


def settled(bringing) -> tuple[int, int, int]:
    """Return what is stored once the server has noticed that its client is gone."""
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    for _ in range(200):
        with bringing.engine.connect() as connection:
            if not connection.scalar(others):
                return bringing.stored()
        time.sleep(0.05)
    raise AssertionError("a killed import is still at work")


def clear(bringing) -> None:
    with bringing.engine.begin() as connection:
        connection.execute(text("DELETE FROM police.incident"))
        connection.execute(text("DELETE FROM import_batch"))


def until_empty(folder: Path) -> bool:
    for _ in range(100):
        if not list(folder.iterdir()):
            return True
        time.sleep(0.05)
    return False


def kill_child(_progress, _session) -> None:
    server = running._server._process.pid
    for child in Path(f"/proc/{server}/task/{server}/children").read_text("utf-8").split():
        os.kill(int(child), signal.SIGKILL)


def test_a_killed_child_is_a_refused_file(bringing, tmp_path):
    incidents(bringing.path, 70_000)
    with pytest.raises(RefusedImportError) as refused:
        bringing.run(kill_child)
    (rejection,) = [one for one in refused.value.report.rejected if one.row is None]
    assert "SIGKILL" in rejection.reason.en
    assert bringing.stored() == (0, 0, 0)
    incidents(bringing.path, ROWS)
    assert bringing.run().stored == ROWS


def test_a_killed_server_of_children_is_started_anew(bringing):
    guarded(os.getcwd)
    os.kill(running._server._process.pid, signal.SIGKILL)
    running._server._process.wait()
    assert bringing.run().stored == ROWS
