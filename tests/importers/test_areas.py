"""Areas from map files: two cities, three formats, every defect refused with its row."""

from pathlib import Path

import make
import pytest
from bringing_in import METRIC, Desk, feature, square
from sqlalchemy import text
from sqlalchemy.orm import Session

from geodata.database import IMPORT_TIMEOUT, open_engine
from importers.batches import undo
from importers.report import RefusedImportError

SAID = {"settings": {"kind": "stadsdel", "valid_from": "1996-01-01"}}


def test_the_136_sub_areas_of_malmo_come_in(desk, shared_data: Path):
    path = shared_data / "malmo" / "malmo_delomraden_3008.gpkg"
    report = desk.run("areas", path, settings={"kind": "delomrade", "valid_from": "1996-01-01"})
    assert (report.stored, report.rejected, report.files[0].srid) == (136, (), 3008)
    total = desk.session.scalar(text("SELECT sum(extent_m2) / 1e6 FROM area WHERE kind = 'delomrade'"))
    assert round(total, 2) == 161.41


def test_the_654_wards_of_london_come_in_with_two_borders_mended(
    city_database, london, shared_data: Path, tmp_path
):
    engine = open_engine(city_database(london), statement_seconds=IMPORT_TIMEOUT)
    with Session(engine) as session:
        report = Desk(session, london, tmp_path).run(
            "areas",
            shared_data / "crime" / "london_wards.zip",
            settings={"kind": "ward", "valid_from": "2018-01-01"},
        )
        notices = [notice.en for notice in report.files[0].notices]
        assert (report.stored, report.files[0].srid) == (654, 27700)
        assert sum("invalid border" in notice for notice in notices) == 2
        assert sum("without a number; it matches EPSG:27700" in notice for notice in notices) == 1
    engine.dispose()


def test_the_schematic_districts_keep_the_dates_of_their_file(desk, shared_data: Path):
    report = desk.run("areas", shared_data / "malmo" / "stadsdelar_schematic.geojson")
    assert report.stored == 10
    found = desk.session.execute(
        text("SELECT DISTINCT valid_from::text, valid_to::text, accuracy, kind FROM area")
    )
    assert found.all() == [("1996-01-01", "2013-07-01", "schematic", "stadsdel")]


def test_a_file_in_another_system_lands_on_the_same_ground(desk):
    in_degrees = desk.geojson(
        feature(
            {
                "type": "Polygon",
                "coordinates": [[[13.0, 55.59], [13.01, 55.59], [13.01, 55.6], [13.0, 55.6], [13.0, 55.59]]],
            },
            name="Ruta",
        )
    )
    desk.run("areas", in_degrees, **SAID)
    corner = desk.session.scalar(
        text("SELECT ST_AsText(to_lonlat(ST_PointN(ST_ExteriorRing(ST_GeometryN(geom,1)),1)),4) FROM area")
    )
    assert corner == "POINT(13 55.59)"


def test_a_bow_tie_is_mended_and_reported(desk):
    x, y = make.EAST, make.NORTH
    ring = [[x, y], [x + 100, y + 100], [x + 100, y], [x, y + 110], [x, y]]
    path = desk.geojson(feature({"type": "Polygon", "coordinates": [ring]}, name="Fluga"), crs=METRIC)
    report = desk.run("areas", path, **SAID)
    assert report.stored == 1
    assert "Self-intersection" in report.files[0].notices[0].sv


def test_a_mend_that_loses_ground_is_refused(desk):
    # The ring runs twice round the same square: mended evenly-oddly it is nothing at all.
    twice = square()["coordinates"][0]
    path = desk.geojson(
        feature({"type": "Polygon", "coordinates": [twice + twice[1:]]}, name="Dubbel"), crs=METRIC
    )
    ((row, column, reason),) = desk.faults("areas", path, **SAID)
    assert (row, column) == (1, "geometry")
    assert "cannot be mended" in reason


def ring_of(*spots: tuple[float, float]) -> dict:
    ring = [[make.EAST + east, make.NORTH + north] for east, north in spots]
    return feature({"type": "Polygon", "coordinates": [ring]}, name="Fluga")


def test_a_bow_tie_of_even_wings_is_mended_and_its_new_extent_told(desk):
    path = desk.geojson(ring_of((0, 0), (100, 100), (100, 0), (0, 100), (0, 0)), crs=METRIC)
    (file,) = desk.run("areas", path, **SAID).files
    assert file.notices[0].en.endswith("around no surface at all; mended it encloses 5000 m².")


def test_a_border_there_and_back_is_refused_with_its_row(desk):
    path = desk.geojson(ring_of((0, 0), (100, 0), (50, 0), (0, 0)), crs=METRIC)
    ((row, column, reason),) = desk.faults("areas", path, **SAID)
    assert (row, column) == (1, "geometry")
    assert "cannot be mended" in reason


def test_two_areas_of_a_kind_on_the_same_ground_are_refused(desk):
    path = desk.geojson(feature(square(), name="A"), feature(square(50), name="B"), crs=METRIC)
    ((row, column, reason),) = desk.faults("areas", path, **SAID)
    assert (row, column) == (2, "geometry")
    assert reason.startswith("The area covers the same ground as A, of the same kind and at the same time.")


def test_an_area_over_one_in_the_database_is_refused(desk):
    make.area(desk.session, "gammal", kind="stadsdel")
    path = desk.geojson(feature(square(50), name="Ny"), crs=METRIC)
    ((row, _, reason),) = desk.faults(
        "areas", path, settings={"kind": "stadsdel", "valid_from": "2012-01-01"}
    )
    assert (row, "Gammal" in reason) == (1, True)


@pytest.mark.parametrize(
    ("properties", "column", "words"),
    [
        ({"kind": "galax"}, "kind", "no such kind"),
        ({"valid_from": "2013-02-30"}, "valid_from", "not a date"),
        ({"valid_to": "1995-12-31"}, "valid_to", "before the first day"),
        ({"accuracy": "perfekt"}, "accuracy", "not one of the boundary accuracies"),
        ({"name": None}, "name", "missing"),
    ],
)
def test_a_bad_property_is_refused_with_its_row_and_column(desk, properties, column, words):
    path = desk.geojson(
        feature(square(), name="Bra", kind="stadsdel"),
        feature(square(200), **{"name": "Dålig", "kind": "stadsdel", **properties}),
        crs=METRIC,
    )
    ((row, found, reason),) = desk.faults("areas", path, settings={"valid_from": "1996-01-01"})
    assert (row, found) == (2, column)
    assert words in reason


@pytest.mark.parametrize("missing", ["kind", "valid_from"])
def test_what_neither_the_file_nor_the_settings_say_is_asked_for_once(desk, missing):
    path = desk.geojson(feature(square(), name="A"), feature(square(200), name="B"), crs=METRIC)
    given = {name: value for name, value in SAID["settings"].items() if name != missing}
    ((row, column, reason),) = desk.faults("areas", path, settings=given)
    assert (row, column) == (None, missing)
    assert f"--set {missing}=VALUE" in reason


def test_a_point_is_no_area(desk):
    path = desk.geojson(feature({"type": "Point", "coordinates": [13.0, 55.6]}, name="A"))
    assert desk.faults("areas", path, **SAID) == [(1, "geometry", "The geometry is not a surface.")]


def test_the_same_file_with_a_moved_border_changes_one_area_and_undo_moves_it_back(desk):
    first = desk.geojson(feature(square(), name="A"), feature(square(200), name="B"), crs=METRIC)
    desk.run("areas", first, **SAID)
    moved = desk.geojson(feature(square(), name="A"), feature(square(201), name="B"), crs=METRIC)
    report = desk.run("areas", moved, **SAID)
    assert (report.stored, report.unchanged) == (1, 1)
    answer = undo(desk.session, report.files[0].batch_id)
    assert (answer.removed, answer.restored) == (0, 1)
    west = desk.session.scalar(text("SELECT ST_XMin(geom) FROM area WHERE name_sv = 'B'"))
    assert west == make.EAST + 200


def test_rows_without_codes_get_codes_of_their_names(desk):
    path = desk.geojson(feature(square(), name="Södra Sofielund"), crs=METRIC)
    report = desk.run("areas", path, **SAID)
    assert desk.session.scalar(text("SELECT code FROM area")) == "sodra-sofielund"
    assert "codes have been made" in report.files[0].notices[0].en


def test_nothing_remains_of_a_refused_file(desk):
    path = desk.geojson(feature(square(), name="A"), feature(None, name="B"), crs=METRIC)
    with pytest.raises(RefusedImportError) as refused:
        desk.run("areas", path, **SAID)
    assert [(fault.row, fault.column) for fault in refused.value.report.rejected] == [(2, "geometry")]
    assert (
        desk.session.scalar(text("SELECT (SELECT count(*) FROM area) + (SELECT count(*) FROM import_batch)"))
        == 0
    )


def test_the_good_rows_of_a_file_are_stored_when_that_is_said(desk):
    path = desk.geojson(feature(square(), name="A"), feature(None, name="B"), crs=METRIC)
    report = desk.run("areas", path, **SAID, accept_rejected=True)
    assert report.stored == 1
    kept = desk.session.execute(text("SELECT row_number, column_name, reason_en FROM import_rejection")).all()
    assert kept == [(2, "geometry", "The value is missing.")]
