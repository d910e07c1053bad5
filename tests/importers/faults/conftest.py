"""Imports that really commit, in a database of their own, so that they can really be broken off."""

from collections.abc import Callable, Iterator
from pathlib import Path

import make
import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from geodata.city import CityProfile
from geodata.database import IMPORT_TIMEOUT, open_engine, open_sessions
from importers import importing
from importers.report import ImportReport, Progress
from importers.sources import source

ROWS = 6000


class Import:
    """One file, brought in and committed by a session of its own each time."""

    def __init__(self, engine: Engine | Connection, profile: CityProfile, path: Path) -> None:
        self.engine = engine
        self.profile = profile
        self.path = path

    def run(self, telling: Callable[[Progress, Session], None] | None = None, **said) -> ImportReport:
        with open_sessions(self.engine)() as session:
            heard = (lambda progress: telling(progress, session)) if telling else None
            report = importing.run(
                session,
                source("incidents"),
                [self.path],
                profile=self.profile,
                srid=3008,
                progress=heard,
                **said,
            )
            session.commit()
        return report

    def stored(self) -> tuple[int, int, int]:
        """Return how many incidents, batches and rejections there are."""
        tables = ("police.incident", "import_batch", "import_rejection")
        counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
        with self.engine.connect() as connection:
            return tuple(connection.execute(text(f"SELECT {counts}")).one())


@pytest.fixture(scope="module")
def faults_url(city_database: Callable[[CityProfile], str], malmo: CityProfile) -> str:
    return city_database(malmo)


def incidents(path: Path, rows: int) -> Path:
    lines = (
        f"{n};2014-03-{n % 28 + 1:02};20:30;Rån;{make.EAST + n % 700};{make.NORTH + n % 900}"
        for n in range(rows)
    )
    path.write_text("id;datum;tid;brott;x;y\n" + "\n".join(lines), "utf-8")
    return path


@pytest.fixture
def bringing(faults_url: str, malmo: CityProfile, tmp_path: Path) -> Iterator[Import]:
    """Return an import of 6,000 incidents into a database that has none."""
    engine = open_engine(faults_url, statement_seconds=IMPORT_TIMEOUT)
    yield Import(engine, malmo, incidents(tmp_path / "incidents.csv", ROWS))
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM police.incident"))
        connection.execute(text("DELETE FROM import_batch"))
    engine.dispose()
