"""Imports whose process, or whose child, is killed: nothing half done, and the rerun completes."""

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import text

from geodata.database import IMPORT_TIMEOUT, open_engine
from importers.child import guarded, running
from importers.report import RefusedImportError

from .conftest import ROWS, incidents

FEW = 1500
STAGES = ("reading", "checking", "publishing")


def in_a_process(bringing, telling: int, *, alone: bool) -> None:
    """Import in a process of its own, which tells what it begins with, and has only this to do.

    A server of children of its own it has only now and then: to start one takes longer than the import.
    """
    try:
        bringing.engine = open_engine(bringing.engine.url, statement_seconds=IMPORT_TIMEOUT)
        if not alone:
            running._server._owner = os.getpid()
        guarded(os.getcwd)
        os.write(telling, b"reading\n")
        bringing.run(lambda progress, _session: os.write(telling, f"{progress.stage}\n".encode()))
    finally:
        sys.stderr = None
        os._exit(0)


@contextmanager
def importing_alone(bringing, *, alone: bool = False) -> Iterator[tuple[int, IO[bytes]]]:
    """Yield the process of an import and what it tells: a line per stage, as it begins."""
    reading, writing = os.pipe()
    bringing.engine.dispose()
    pid = os.fork()
    if not pid:
        in_a_process(bringing, writing, alone=alone)
    os.close(writing)
    with os.fdopen(reading, "rb", buffering=0) as told:
        yield pid, told
    os.waitpid(pid, 0)


def seconds_of_stages(bringing) -> dict[str, float]:
    """Return how long each stage takes of an import that nobody kills."""
    begun = {}
    with importing_alone(bringing) as (_pid, told):
        for line in told:
            begun.setdefault(line.decode().strip(), time.monotonic())
    ends = [*(begun[stage] for stage in STAGES[1:]), time.monotonic()]
    return {stage: end - begun[stage] for stage, end in zip(STAGES, ends, strict=True)}


def test_an_import_killed_at_any_moment_leaves_nothing(bringing, deep, tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    incidents(bringing.path, FEW)
    bringing.run()  # what is loaded and prepared once is not what is killed
    clear(bringing)
    lasting = seconds_of_stages(bringing)
    assert bringing.stored()[0] == FEW
    clear(bringing)
    moments, left = random.Random(11), Counter()
    for attempt in range(100 if deep else 9):
        stage = STAGES[attempt % 3]
        with importing_alone(bringing, alone=attempt % 5 == 0) as (pid, told):
            next(line for line in told if line.decode().strip() == stage)
            time.sleep(moments.random() * lasting[stage])
            os.kill(pid, signal.SIGKILL)
        stored = settled(bringing)
        assert stored in {(0, 0, 0), (FEW, 1, 0)}
        left[stage, stored[0]] += 1
        clear(bringing)
    print(left)  # noqa: T201 - in which stage they were killed, and how many rows were there after it
    assert {stage for stage, rows in left if not rows} >= set(STAGES if deep else STAGES[:1])
    assert until_empty(folder)
    assert bringing.run().stored == FEW


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
