"""Sub-areas dissolved into districts by a list of names."""

from pathlib import Path

import make
import pytest
from geoalchemy2.shape import from_shape
from shapely import MultiPolygon, box
from sqlalchemy import text

from importers.importing import check, run
from importers.report import RefusedImportError
from importers.sources import source

AREAS, GROUPS = source("areas"), source("area_groups")
DISTRICTS = {
    "from_kind": "delomrade",
    "to_kind": "stadsdel",
    "valid_from": "1996-01-01",
    "valid_to": "2013-06-30",
}


def grouping(folder: Path, *rows: str) -> Path:
    path = folder / "groups.csv"
    path.write_text("\n".join(("name,stadsdel", *rows)), encoding="utf-8")
    return path


def members(session, *names: str):
    for place, name in enumerate(names):
        make.area(session, name.lower(), kind="delomrade", name_sv=name, geom=make.square(100 * place))


def test_malmo_dissolves_into_ten_districts_without_gap_or_overlap(session, malmo, shared_data: Path):
    small = {"kind": "delomrade", "valid_from": "1996-01-01"}
    run(session, AREAS, [shared_data / "malmo/malmo_delomraden_3008.gpkg"], profile=malmo, settings=small)
    grouped = [shared_data / "malmo/malmo_delomrade_stadsdel.csv"]
    report = run(session, GROUPS, grouped, profile=malmo, settings=DISTRICTS)
    assert report.stored == 10
    assert [notice.sv for notice in report.files[0].notices] == [
        "Rad 35: Malmö Hus har lästs som MALMÖHUS, trots stavningen",
        "Rad 75: Sofielunds Industriområde har lästs som SOFIELUNDS INDUSTRIOMR., trots stavningen",
    ]
    whole = session.execute(
        text(
            "SELECT sum(extent_m2) / 1e6, ST_Area(ST_Union(geom)) / 1e6, sum(ST_NumGeometries(geom))"
            " FROM area WHERE kind = 'stadsdel' AND valid_to = '2013-07-01'"
        )
    ).one()
    assert (round(whole[0], 2), round(whole[1], 2), whole[2]) == (161.41, 161.41, 10)


def test_a_name_that_nobody_knows_is_refused_with_its_row(session, malmo, tmp_path):
    members(session, "Sorgenfri")
    path = grouping(tmp_path, "Sorgenfri,Södra", "Solgenfri,Södra")
    with pytest.raises(RefusedImportError) as refused:
        run(session, GROUPS, [path], profile=malmo, settings=DISTRICTS | {"valid_from": "2011-01-01"})
    (rejection,) = refused.value.report.rejected
    assert (rejection.row, rejection.column, rejection.value) == (3, "name", "Solgenfri")
    assert rejection.reason.sv == "Namnet är okänt. Menas Sorgenfri?"


def test_a_member_that_the_file_leaves_out_refuses_the_file(session, malmo, tmp_path):
    members(session, "Norra", "Södra")
    settings = DISTRICTS | {"valid_from": "2011-01-01"}
    report = check(session, GROUPS, [grouping(tmp_path, "Norra,A")], profile=malmo, settings=settings)
    assert report.files[0].unreadable
    assert "Södra" in report.rejected[0].reason.sv


def test_a_member_may_be_left_out_when_that_is_said(session, malmo, tmp_path):
    members(session, "Norra", "Södra")
    settings = DISTRICTS | {"valid_from": "2011-01-01", "members": "listed"}
    report = run(session, GROUPS, [grouping(tmp_path, "Norra,A")], profile=malmo, settings=settings)
    assert (report.stored, len(report.files[0].notices)) == (1, 1)


def test_one_member_in_two_groups_is_refused(session, malmo, tmp_path):
    members(session, "Norra", "Södra")
    path = grouping(tmp_path, "Norra,A", "Södra,A", "NORRA,B")
    report = check(session, GROUPS, [path], profile=malmo, settings=DISTRICTS | {"valid_from": "2011-01-01"})
    assert [(rejection.row, rejection.reason.en) for rejection in report.rejected] == [
        (4, "The key stands on row 2 of the same file already.")
    ]


def test_groups_on_ground_that_is_taken_are_refused_by_the_database(session, malmo, tmp_path):
    members(session, "Norra")
    make.area(session, "gammal", kind="stadsdel")
    settings = DISTRICTS | {"valid_from": "2011-01-01"}
    with pytest.raises(RefusedImportError) as refused:
        run(session, GROUPS, [grouping(tmp_path, "Norra,A")], profile=malmo, settings=settings)
    (rejection,) = refused.value.report.rejected
    assert "overlap" in rejection.reason.en
    assert session.scalar(text("SELECT count(*) FROM area WHERE kind = 'stadsdel'")) == 1


def test_a_crack_between_members_is_closed_up_to_the_tolerance(session, malmo, tmp_path):
    east, north = make.EAST, make.NORTH
    outer = box(east, north, east + 100, north + 100)
    hole = box(east + 50, north + 50, east + 50.5, north + 50.5)
    ring = from_shape(MultiPolygon([outer.difference(hole)]), srid=3008)
    make.area(session, "norra", kind="delomrade", name_sv="Norra", geom=ring)
    settings = DISTRICTS | {"valid_from": "2011-01-01"}
    report = run(session, GROUPS, [grouping(tmp_path, "Norra,A")], profile=malmo, settings=settings)
    assert session.scalar(text("SELECT extent_m2 FROM area WHERE kind = 'stadsdel'")) == 10_000
    assert report.files[0].quality == {"groups": 1, "groups_m2": 10_000, "members_m2": 10_000}
