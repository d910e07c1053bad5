"""Very many areas are published as few are: the same rows, overlaps, successors, areas of what is placed."""

import make
import pytest
from bringing_in import METRIC, Desk, feature, square
from sqlalchemy import text

from importers import batches
from importers.storing import filling

AREAS = text(
    "SELECT to_jsonb(area) - CAST('{id,batch_id,version,created_at}' AS text[]) AS told"
    " FROM area ORDER BY kind, code, valid_from"
)
OVERLAPS = text(
    "SELECT one.kind, one.code, one.valid_from, other.kind, other.code, other.valid_from,"
    " round(CAST(overlap_m2 AS numeric), 6), round(CAST(share_of_area AS numeric), 6)"
    " FROM area_overlap JOIN area AS one ON area_id = one.id JOIN area AS other ON other_id = other.id"
    " ORDER BY 1, 2, 3, 4, 5, 6"
)
SUCCESSORS = text(
    "SELECT one.code, later.code, share_of_area FROM area_successor"
    " JOIN area AS one ON area_id = one.id JOIN area AS later ON successor_id = later.id ORDER BY 1, 2"
)
MEMBERSHIPS = text(
    "SELECT standing.code, array_agg(concat(area.kind, area.code, area.valid_from) ORDER BY 1)"
    " FROM (SELECT category AS code, area_ids FROM police.incident UNION ALL SELECT name, area_ids FROM place"
    " UNION ALL SELECT name, area_ids FROM street) AS standing"
    " LEFT JOIN area ON area.id = ANY(area_ids) GROUP BY standing.code ORDER BY 1"
)
STANDING = text(
    "SELECT indexdef FROM pg_indexes WHERE tablename = 'area' UNION ALL"
    " SELECT concat(tgname, tgenabled) FROM pg_trigger WHERE tgrelid = 'area'::regclass ORDER BY 1"
)
SAID = {"settings": {"valid_from": "2010-01-01"}}


@pytest.fixture
def standing(session):
    """Return nothing; there are rows that will stand in areas."""
    make.incident(session)
    make.place(session)
    make.street(session, "Storgatan")


def squares(kind: str, side: int, each_way: int, **values: object) -> list[dict]:
    return [
        feature(square(column * side, row * side, side), kind=kind, name=f"{column}-{row}", **values)
        for column in range(each_way)
        for row in range(each_way)
    ]


@pytest.fixture
def grids(desk: Desk):
    """Return a file of areas of two kinds, one of which ends when another version begins; one is mended."""
    x, y = make.EAST - 500, make.NORTH
    bow_tie = [[x, y], [x + 100, y + 100], [x + 100, y], [x, y + 110], [x, y]]
    return desk.geojson(
        *squares("stadsdel", 100, 4),
        *squares("stadsdel", 100, 4, valid_from="2014-01-01"),
        *squares("delomrade", 60, 5),
        feature({"type": "Polygon", "coordinates": [bow_tie]}, kind="stadsdel", name="Fluga"),
        crs=METRIC,
    )


def brought_in(desk: Desk, path, several: int, monkeypatch) -> list[list]:
    monkeypatch.setattr(filling, "SEVERAL", several)
    point = desk.session.begin_nested()
    report = desk.run("areas", path, **SAID)
    told = (AREAS, OVERLAPS, SUCCESSORS, MEMBERSHIPS)
    stored = [report.files[0].notices, *(list(desk.session.execute(asked)) for asked in told)]
    point.rollback()
    return stored


def test_many_areas_are_stored_as_few_are(desk: Desk, standing, grids, monkeypatch):
    few = brought_in(desk, grids, 10_000, monkeypatch)
    many = brought_in(desk, grids, 1, monkeypatch)
    assert [len(found) for found in many[1:]] == [58, len(few[2]), 16, 3]
    assert many == few


def test_many_areas_follow_areas_that_are_there_as_few_do(desk: Desk, standing, grids, monkeypatch):
    desk.run("areas", desk.geojson(*squares("stadsdel", 200, 2), name="first.geojson", crs=METRIC),
             settings={"valid_from": "2000-01-01"})  # fmt: skip
    assert brought_in(desk, grids, 1, monkeypatch) == brought_in(desk, grids, 10_000, monkeypatch)


def test_many_areas_that_cover_the_same_ground_are_refused_row_by_row(desk: Desk, monkeypatch):
    monkeypatch.setattr(filling, "SEVERAL", 1)
    twice = [*squares("stadsdel", 100, 3), feature(square(50, 50, 100), kind="stadsdel", name="Dubbel")]
    faults = desk.faults("areas", desk.geojson(*twice, crs=METRIC), **SAID)
    assert [(row, column) for row, column, _ in faults] == [(10, "geometry")]


def test_a_filled_table_of_areas_has_its_indexes_and_its_triggers(desk: Desk, session, grids, monkeypatch):
    before = session.scalars(STANDING).all()
    monkeypatch.setattr(filling, "SEVERAL", 1)
    report = desk.run("areas", grids, **SAID)
    assert session.scalars(STANDING).all() == before
    assert report.stored == report.files[0].new == 58


def test_areas_filled_at_one_go_are_gone_after_an_undo(desk: Desk, session, standing, grids, monkeypatch):
    before = session.execute(MEMBERSHIPS).all()
    monkeypatch.setattr(filling, "SEVERAL", 1)
    report = desk.run("areas", grids, **SAID)
    assert session.execute(MEMBERSHIPS).all() != before
    assert batches.undo(session, report.files[0].batch_id).removed == 58
    assert session.execute(MEMBERSHIPS).all() == before
    assert session.execute(OVERLAPS).all() == []
