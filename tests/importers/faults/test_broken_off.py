"""Imports that the database breaks off, and imports that meet: all or nothing, and a sentence."""

import os
import subprocess
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from geodata.errors import ConflictError, SetupError
from importers.report import RefusedImportError

from .conftest import Import, incidents


@pytest.mark.parametrize("stage", ["reading", "checking", "publishing"])
def test_a_connection_that_is_cut_leaves_nothing(stage, bringing):
    def cut(progress, session) -> None:
        if progress.stage == stage:
            pid = session.scalar(text("SELECT pg_backend_pid()"))
            with bringing.engine.connect() as other:
                other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})

    with pytest.raises(SetupError, match="nothing was stored"):
        bringing.run(cut)
    assert bringing.stored() == (0, 0, 0)
    assert bringing.run().stored == 6000


def test_a_full_disk_leaves_nothing(bringing):
    """The server may not write a file longer than 16 MB, which to PostgreSQL is a disk that is full.

    That is as long as a segment of its log, and shorter than the table would be.
    """

    def fill(progress, session) -> None:
        if progress.stage == "checking":
            pid = session.scalar(text("SELECT pg_backend_pid()"))
            owner = Path(f"/proc/{pid}").stat()
            command = ["prlimit", f"--pid={pid}", f"--fsize={16 << 20}"]
            subprocess.run(
                command,
                check=True,
                **({} if owner.st_uid == os.getuid() else {"user": owner.st_uid, "group": owner.st_gid}),
            )

    incidents(bringing.path, 110_000)
    with pytest.raises(SetupError, match="could not extend file"):
        bringing.run(fill)
    bringing.engine.dispose()  # that server process is for ever without a disk
    assert bringing.stored() == (0, 0, 0)
    incidents(bringing.path, 6000)
    assert bringing.run().stored == 6000


def test_an_import_waits_for_another_of_the_same_source(bringing):
    answers = []
    second = threading.Thread(target=lambda: answers.append(bringing.run()))

    def meet(progress, _session) -> None:
        if progress.stage == "publishing":
            second.start()
            time.sleep(0.5)
            assert not answers

    first = bringing.run(meet)
    second.join()
    assert (first.stored, answers[0].stored, answers[0].unchanged) == (6000, 0, 6000)
    assert bringing.stored() == (6000, 1, 0)


def test_an_import_that_waits_too_long_says_that_another_is_going_on(bringing):
    def meet(progress, _session) -> None:
        if progress.stage == "publishing":
            with bringing.engine.connect() as impatient:
                impatient.execute(text("SET lock_timeout = '200ms'"))
                again = Import(impatient, bringing.profile, bringing.path)
                with pytest.raises(ConflictError, match="Another import of the same source"):
                    again.run()

    assert bringing.run(meet).stored == 6000


def test_a_refused_file_leaves_nothing_and_lets_the_next_one_in(bringing):
    with bringing.path.open("a", encoding="utf-8") as file:
        file.write("\nx;2014-02-30;20:30;Rån;1;2")
    with pytest.raises(RefusedImportError):
        bringing.run()
    assert bringing.stored() == (0, 0, 0)
    assert bringing.run(accept_rejected=True).stored == 6000
