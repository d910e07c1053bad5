"""Every real file of the shared folder, brought in or refused; the table of them is printed (shown by -s)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from shared_files import BY_METRIC_SRID, Case
from sqlalchemy import text
from sqlalchemy.orm import Session

from geodata.city import AreaKind, CityProfile
from geodata.database import IMPORT_TIMEOUT, open_engine
from geodata.text import Text
from importers import importing
from importers.report import RefusedImportError
from importers.sources import source


@pytest.fixture
def session_in(city_database: Callable[[CityProfile], str], malmo: CityProfile) -> Any:
    """Return a way to a session and a profile in a metric CRS, with the kinds of area that the files have."""

    @contextmanager
    def opened(srid: int) -> Iterator[tuple[Session, CityProfile]]:
        kinds = [
            AreaKind(code, Text(code, code), "")
            for code in ("kommun", "lan", "stadsdel", "ward", "grouped", "grouped_lan")
        ]
        profile = replace(
            malmo,
            name="Anywhere",
            metric_srid=srid,
            area_kinds=tuple(kinds),
            boundary_kind="kommun",
            exact_incident_points=True,
        )
        engine = open_engine(city_database(profile), statement_seconds=IMPORT_TIMEOUT)
        with Session(engine) as session:
            yield session, profile
        engine.dispose()

    return opened


def outcome(
    session: Session, profile: CityProfile, case: Case, path: Path
) -> tuple[int, int, int, int] | str:
    """Return rows read, stored, rejected and left out of a file, or why it is refused as a whole."""
    city = replace(profile, name=case.city, bounding_box=case.box, time_zone=case.zone)
    said = {"srid": case.srid, "column_map": case.columns, "settings": case.settings}
    try:
        report = importing.run(
            session, source(case.source), [path], profile=city, accept_rejected=True, **said
        )
    except RefusedImportError as refused:
        return refused.report.rejected[0].line("en")
    (file,) = report.files
    if case.remark:
        remarks = [notice.en for notice in file.notices] + [fault.reason.en for fault in file.rejected]
        assert sum(case.remark in remark for remark in remarks) == max(1, file.rows_rejected)
    if case.question:
        assert session.execute(text(case.question)).one() == case.answer
    return file.rows_read, file.stored, file.rows_rejected, file.quality.get("left_out", 0)


@pytest.mark.parametrize("srid", BY_METRIC_SRID)
def test_every_shared_file_comes_in_with_its_counts_or_is_refused_with_a_reason(
    session_in, shared_data: Path, srid: int
):
    wrong = []
    with session_in(srid) as (session, profile):
        for case in BY_METRIC_SRID[srid]:
            found = outcome(session, profile, case, shared_data / case.file)
            print(f"{case.file:<62}{case.source:<19}{found}")  # noqa: T201 - the table of them all
            refused = isinstance(found, str) and isinstance(case.expected, str) and case.expected in found
            if not refused and found != case.expected:
                wrong.append((case.file, case.source, found, case.expected))
    assert wrong == []


def test_no_shared_file_is_forgotten(shared_data: Path):
    named = {case.file for cases in BY_METRIC_SRID.values() for case in cases} | {"README.md"}
    elsewhere = (
        "hostile/geojsonhint/",
        "hostile/shapefile/",
    )  # each tried one by one, by the tests of formats
    found = {str(path.relative_to(shared_data)) for path in shared_data.rglob("*") if path.is_file()}
    assert {file for file in found if not file.startswith(elsewhere)} == named
