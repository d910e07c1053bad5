"""The City of London in 2018: every row is kept, none is counted twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from geodata.database import IMPORT_TIMEOUT, open_engine, open_sessions
from importers.importing import run
from importers.sources import source

CRIMES = source("uk_street_crimes")


@pytest.fixture(scope="module")
def london_engine(city_database, london):
    engine = open_engine(city_database(london), statement_seconds=IMPORT_TIMEOUT)
    yield engine
    engine.dispose()


@pytest.fixture
def london_session(london_engine) -> Iterator[Session]:
    with open_sessions(london_engine)() as session:
        yield session


@pytest.fixture
def year(shared_data: Path) -> list[Path]:
    return sorted((shared_data / "crime" / "city_of_london_2018").glob("*.csv"))


def test_all_rows_of_the_year_are_kept_and_a_second_import_adds_none(london_session, london, year):
    report = run(london_session, CRIMES, year, profile=london)
    assert (report.rows_read, report.stored, report.rejected) == (8546, 8546, ())
    assert sum(file.quality["without_position"] for file in report.files) == 603
    assert sum(file.quality["without_key"] for file in report.files) == 1443
    again = run(london_session, CRIMES, year, profile=london)
    assert (again.stored, again.unchanged) == (0, 8546)
    assert london_session.scalar(text("SELECT count(*) FROM police.incident")) == 8546
