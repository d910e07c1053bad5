"""Undo leaves every table as it was, of every source: of a first file, and of one that changed its rows."""

from collections.abc import Callable, Iterator
from uuid import UUID

import make
import pytest
import whole_database
from bringing_in import Desk

from geodata.city import CityProfile
from geodata.database import IMPORT_TIMEOUT, open_engine, open_sessions
from importers.batches import undo
from importers.source_examples import EXAMPLES

KEPT = {"import_batch", "change_history"}
"""What remains of a batch that is undone: that it was, and what became of its rows."""

REVISED = (
    ("areas", {"Väster": "Västra"}, {}),
    ("areas", {"13.01": "13.012"}, {"valid_from": "2013-07-01"}),
    ("area_groups", {"Söder,Hela staden": "Söder,Södra staden"}, {}),
    ("population", {"62100": "62000"}, {}),
    ("people_at_points", {",54": ",55"}, {}),
    ("uk_street_crimes", {"Other theft": "Burglary"}, {}),
    ("incidents", {"Rån": "Skadegörelse"}, {}),
    ("incident_counts", {";4;": ";7;"}, {}),
    ("polisen_events", {"Rån": "Misshandel"}, {}),
    ("reference_figures", {"1804": "1805"}, {}),
    ("places", {"D3": "D4"}, {}),
    ("observations", {"i tunneln": "i gångtunneln"}, {}),
    ("measures", {"Ny belysning": "Nyare belysning"}, {}),
    ("survey_results", {"25,5": "26,5"}, {}),
    ("place_marks", {"unsafe": "safe"}, {}),
    ("safety_walks", {"poor_lighting": "graffiti", "lat": "lat;svar", "55.6": "55.6;done"}, {}),
    ("street_lights", {";35;": ";40;"}, {}),
    ("speed_measurements", {";1250;": ";1251;"}, {}),
    ("fault_reports", {"2014-03-12": "2014-03-13"}, {}),
    ("streets", {"Bergsgatan": "Södra Bergsgatan"}, {}),
    ("crossings", {"55.6": "55.601"}, {}),
)
"""Of a source: what a second file has instead of what the example has, and what is said of it instead."""


@pytest.fixture(scope="module")
def committed(
    city_database: Callable[[CityProfile], str], malmo: CityProfile, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """Return a desk whose files come in for good, one at a time by the clock, in a city of two areas."""
    engine = open_engine(city_database(malmo), statement_seconds=IMPORT_TIMEOUT)
    with open_sessions(engine)() as session:
        make.area(session, "norr", geom=make.square(0, 0, 1000))
        make.area(session, "söder", geom=make.square(0, 1000, 1000))
        session.commit()
        yield Desk(session, malmo, tmp_path_factory.mktemp("undo"))
    engine.dispose()


def contents(desk: Desk) -> dict[str, str]:
    """Return a hash of every table, but for what tells of batches.

    The version that a row is edited by counts on: it would otherwise stand for two different rows.
    """
    hashes = whole_database.fingerprint(desk.session, without=["version"])
    return {table: found for table, found in hashes.items() if table not in KEPT}


def bring_in(desk: Desk, code: str, instead: dict[str, str], said: dict[str, str]) -> UUID:
    """Return the batch of a source's example, changed so."""
    example = EXAMPLES[code]
    written = "\n".join(example.lines)
    for old, new in instead.items():
        written = written.replace(old, new)
    path = desk.csv(written, name="example")
    report = desk.run(code, path, settings={**example.settings, **said}, srid=example.srid)
    desk.session.commit()
    assert report.stored > 0
    return report.files[0].batch_id


def take_out(desk: Desk, batch_id: UUID) -> None:
    undo(desk.session, batch_id)
    desk.session.commit()


@pytest.mark.parametrize(("code", "instead", "said"), REVISED, ids=lambda value: str(value)[:30])
def test_files_that_are_undone_leave_every_table_as_it_was(committed, code, instead, said):
    before = contents(committed)
    first = bring_in(committed, code, {}, {})
    between = contents(committed)
    assert between != before
    second = bring_in(committed, code, instead, said)
    assert contents(committed) != between
    take_out(committed, second)
    assert contents(committed) == between
    take_out(committed, first)
    assert contents(committed) == before


def test_no_source_is_left_out():
    assert {code for code, _, _ in REVISED} == set(EXAMPLES)
