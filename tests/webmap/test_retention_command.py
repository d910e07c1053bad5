import json
import threading
import time
from datetime import UTC, date, datetime

import dated
import make
import pytest
import whole_database
from click.testing import CliRunner
from sqlalchemy import text

from geodata import retention
from geodata.database import IMPORT_TIMEOUT, open_engine, open_sessions
from webmap.cli import main

TOKEN = "zqmörktochsnårigt"


@pytest.fixture
def sessions(city_database, malmo, monkeypatch):
    """Return a maker of the owner's sessions on a database of the test's own; the command line opens it."""
    address = city_database(malmo)
    monkeypatch.setenv("DATABASE_URL", address)
    engine = open_engine(address, statement_seconds=IMPORT_TIMEOUT)
    yield open_sessions(engine)
    engine.dispose()


@pytest.fixture
def seeded(sessions):
    """Return the maker, with thirty observations made without a place in March 2014."""
    with sessions() as session:
        for _ in range(30):
            make.observation(session, wording=TOKEN)
        session.commit()
    return sessions


def tryggkarta(*arguments):
    return CliRunner().invoke(main, arguments)


def test_a_dry_run_tells_what_a_run_removes(seeded):
    told = tryggkarta("retention", "run", "--dry-run", "--on", "2016-03-12", "--json")
    with seeded() as session:
        assert whole_database.tables_with(session, TOKEN) == ["change_history", "observation"]
        assert session.scalar(text("SELECT count(*) FROM retention_run")) == 0
    done = tryggkarta("retention", "run", "--on", "2016-03-12", "--json")
    assert json.loads(done.stdout) == {**json.loads(told.stdout), "dry_run": False}
    rule = next(
        found for found in json.loads(done.stdout)["outcomes"] if found["kind"] == "observation_wording"
    )
    assert (rule["rows"], rule["first_kept"], rule["oldest"]) == (30, "2014-03-13", "2014-03-12")
    with seeded() as session:
        assert whole_database.tables_with(session, TOKEN) == []


def test_a_run_clears_old_versions_from_disk_and_samples_from_statistics(seeded):
    tryggkarta("retention", "run", "--on", "2016-03-12")
    wiped = "SELECT last_vacuum IS NOT NULL AND last_analyze IS NOT NULL FROM pg_stat_user_tables"
    for _ in range(50):  # the server tells its statistics a moment after the fact
        with seeded() as session:
            told = session.scalar(text(f"{wiped} WHERE relname = 'observation'"))
        if told:
            break
        time.sleep(0.1)
    assert told


def test_the_day_before_nothing_is_due(seeded):
    done = tryggkarta("--language", "en", "retention", "run", "--on", "2016-03-11")
    assert done.exit_code == 0
    assert "Wording of observations, before 2014-03-12: 0" in done.stdout
    with seeded() as session:
        assert whole_database.tables_with(session, TOKEN) == ["change_history", "observation"]


def test_people_read_what_was_removed_and_how(seeded):
    done = tryggkarta("retention", "run", "--on", "2016-03-12")
    told = "Iakttagelsers ordalydelse, före 2014-03-13: 30 (2014-03-12 – 2014-03-12); spår 60"
    assert f"{told} – töms; kategori, tid och ruta på 250 m blir kvar\n" in done.stdout
    assert done.stdout.endswith("30 rader gallrade per 2016-03-12.\n")


def test_without_a_day_it_is_today(sessions):
    with sessions() as session:
        dated.sign_in_attempt(session, datetime.now(UTC), TOKEN)
        dated.read_log(session, datetime(2000, 1, 1, tzinfo=UTC), "fördettatoken")
        session.commit()
    assert tryggkarta("retention", "run").exit_code == 0
    with sessions() as session:
        assert whole_database.tables_with(session, TOKEN) == ["sign_in_attempt"]
        assert whole_database.tables_with(session, "fördettatoken") == []


def test_a_day_that_is_none_is_wrong_use():
    asked = tryggkarta("retention", "run", "--on", "förra året")
    assert asked.exit_code == 2
    assert "YYYY-MM-DD" in asked.output


def test_two_runs_at_once_wait_for_each_other(seeded, malmo):
    rows = []

    def second() -> None:
        with seeded() as session:
            rows.append(retention.run(session, malmo, on=date(2016, 3, 12)).rows)
            session.commit()

    with seeded() as session:
        first = retention.run(session, malmo, on=date(2016, 3, 12))
        thread = threading.Thread(target=second)
        thread.start()
        waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        until = time.monotonic() + 20
        while not session.scalar(waiting) and time.monotonic() < until:
            time.sleep(0.05)
        assert rows == []
        session.commit()
    thread.join(timeout=20)
    assert (first.rows, rows) == (30, [0])
