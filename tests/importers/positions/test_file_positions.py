"""What a file says of its reference system, checked against where its points would lie."""

import struct
from dataclasses import replace
from datetime import UTC, datetime

import map_files
import pytest
import shapely
from hypothesis import given, strategies

from geodata.errors import InvalidError
from importers.formats import open_file
from importers.positions import shape_of
from importers.positions.file_positions import CrsNotConfirmedError, choose_srid
from importers.positions.record_shapes import exchanged, in_hexadecimal, point_in_hexadecimal
from importers.source import Record, Terms

HEADER = "id;datum;brott;x;y"
DEGREES = "id;datum;brott;lon;lat"
SHAPES = "id;datum;brott;geometry"


def row(*where: object, key: int = 1) -> str:
    return ";".join(map(str, (key, "2014-03-12", "Rån", *where)))


def stored(desk):
    query = "SELECT round(ST_X(geom)), round(ST_Y(geom)) FROM police.incident ORDER BY source_key"
    return [tuple(map(int, found)) for found in desk.session.connection().exec_driver_sql(query)]


def refusal(desk, path, **said) -> str:
    ((line, _, reason),) = desk.faults("incidents", path, **said)
    assert line is None
    return reason


def test_exchanged_axes_are_read_so_once_somebody_says_it(desk):
    path = desk.csv(HEADER, row(6163050, 118050))
    report = desk.run("incidents", path, srid=3008, settings={"axes": "exchanged"})
    assert (stored(desk), report.stored) == ([(118050, 6163050)], 1)


def test_columns_called_longitude_and_latitude_that_hold_metres_are_told(desk):
    reason = refusal(desk, desk.csv(DEGREES, row(118050, 6163050)))
    assert reason.startswith(
        "The columns are named as longitude and latitude (EPSG:4326), but read so 0 of 1"
    )
    assert reason.endswith("EPSG:3008 (SWEREF 99 13 30). If so, give --crs EPSG:3008.")


def test_what_a_person_says_goes_before_the_names_of_columns(desk):
    desk.run("incidents", desk.csv(DEGREES, row(118050, 6163050)), srid=3008)
    assert stored(desk) == [(118050, 6163050)]


def test_latitude_before_longitude_is_told_and_read_as_said(desk):
    path = desk.csv(DEGREES, row(55.59, 12.9925))
    assert refusal(desk, path).endswith("with x and y exchanged. If so, give --set axes=exchanged.")
    desk.run("incidents", path, settings={"axes": "exchanged"})
    assert len(stored(desk)) == 1


def test_metres_that_a_person_calls_degrees_are_told_at_once(desk):
    reason = refusal(desk, desk.csv(HEADER, row(118050, 6163050)), srid=4326)
    assert reason.startswith("You give EPSG:4326, but read so 0 of 1 positions lie in the city.")


def test_a_map_file_that_states_one_system_and_is_in_another_is_told(desk):
    shape = {"type": "Point", "coordinates": [118050, 6163050]}
    properties = {"id": "1", "datum": "2014-03-12", "brott": "Rån"}
    path = desk.geojson({"type": "Feature", "properties": properties, "geometry": shape})
    assert "EPSG:3008 (SWEREF 99 13 30). If so, give --crs EPSG:3008." in refusal(desk, path)


def shapefile(desk, *records: bytes):
    columns = (b"id", b"datum", b"brott")
    rows = [(b"%d" % number, b"2014-03-12", b"robbery") for number in range(len(records))]
    members = {"a.shp": map_files.shp(records), "a.dbf": map_files.dbf(columns, rows)}
    return map_files.zipped(desk.folder / "a.zip", members)


def point(east: float, north: float) -> bytes:
    return struct.pack("<idd", 1, east, north)


def test_a_map_file_that_states_no_system_is_asked_about(desk):
    path = shapefile(desk, point(118050, 6163050))
    assert refusal(desk, path).endswith("EPSG:3008 (SWEREF 99 13 30). Give --crs EPSG:3008.")
    assert desk.run("incidents", path, srid=3008).stored == 1


def test_a_position_behind_a_thousand_without_one_is_refused_where_no_system_is_known(desk):
    """So late, the file has been begun: its row is told instead."""
    nowhere = [struct.pack("<i", 0)] * 1000
    content = open_file(shapefile(desk, *nowhere, point(118050, 6163050)), ("shapefile",))
    terms = Terms(desk.profile, {}, None, datetime(2014, 3, 12, tzinfo=UTC))
    *_, last = content.records()
    with pytest.raises(InvalidError, match="does not say which reference system") as refused:
        shape_of(Record(last.number, {}, {}, last.shape), terms)
    assert refused.value.field == "geometry"


def test_both_ways_to_read_exchanged_metres_are_told_with_the_axes(desk):
    """Far from its meridian SWEREF 99 TM and UTM 33N are the same to the metre."""
    reason = refusal(desk, desk.csv(HEADER, row(6163600, 374000)))
    assert reason.endswith(
        "EPSG:32633 (UTM 33N) with x and y exchanged. Give --crs EPSG:n --set axes=exchanged."
    )


def test_how_positions_that_all_lie_outside_would_fit_is_told(desk):
    faults = desk.faults("incidents", desk.csv(HEADER, row(6163050, 118050)), srid=3008)
    assert faults[0][2].endswith("with x and y exchanged. If so, give --set axes=exchanged.")


def test_a_text_outside_the_city_is_told_with_its_column(desk):
    rows = (row("55.59 12.9925"), row("55.59 12.9925", key=2), row("12.9925 55.59", key=3))
    ((line, column, _),) = desk.faults("incidents", desk.csv("id;datum;brott;läge", *rows))
    assert (line, column) == (4, "läge")


def test_a_shape_with_its_number_is_read_in_it(desk):
    ewkb = shapely.to_wkb(shapely.set_srid(shapely.Point(118050, 6163050), 3008), hex=True, include_srid=True)
    path = desk.csv(SHAPES, row(ewkb), row('"SRID=3008;POINT(118060 6163050)"', key=2))
    desk.run("incidents", path)
    assert stored(desk) == [(118050, 6163050), (118060, 6163050)]


def test_rows_that_state_different_systems_refuse_the_file(desk):
    rows = ('"SRID=3008;POINT(118050 6163050)"', '"SRID=4326;POINT(12.99 55.59)"')
    path = desk.csv(SHAPES, *(row(shape, key=key) for key, shape in enumerate(rows)))
    assert refusal(desk, path).startswith(
        "The rows say different coordinate reference systems: EPSG:3008, EPSG:4326"
    )


def test_a_number_that_the_rows_state_wrongly_may_be_overruled(desk):
    path = desk.csv(SHAPES, row('"SRID=3006;POINT(118050 6163050)"'))
    assert refusal(desk, path).startswith("The file says EPSG:3006, but read so 0 of 1")
    report = desk.run("incidents", path, srid=3008)
    assert stored(desk) == [(118050, 6163050)]
    assert report.files[0].notices[0].en == "The file says EPSG:3006 but is read as EPSG:3008, as asked."


@pytest.mark.parametrize(
    "written",
    [
        "55.59 12.9925 0 4.5",
        '"(55.59, 12.9925)"',
        "POINT(12.9925 55.59)",
        '"{""type"":""Point"",""coordinates"":[12.9925,55.59]}"',
    ],
)
def test_a_position_in_one_text_is_read(desk, written):
    report = desk.run("incidents", desk.csv("id;datum;brott;geopoint", row(written)), srid=4326)
    assert (report.stored, len(stored(desk))) == (1, 1)


def test_a_phone_position_needs_no_reference_system_to_be_said(desk):
    assert desk.run("incidents", desk.csv("id;datum;brott;geopoint", row("55.59 12.9925 0 4.5"))).stored == 1


@pytest.mark.parametrize(
    "written",
    [
        "POINT(118050",
        "01010000",
        "LINESTRING(118050 6163050)",
        "GEOMETRYCOLLECTION(" * 200,
        "CIRCULARSTRING(0 0, 1 1, 2 2)",
    ],
)
def test_a_broken_shape_is_refused_with_its_row(desk, written):
    good = row("POINT(118050 6163050)", key=0)
    ((line, column, _),) = desk.faults("incidents", desk.csv(SHAPES, good, row(written)), srid=3008)
    assert (line, column) == (3, "geometry")


def test_nothing_exchanged_twice_is_left_as_it_was():
    shape = shapely.from_wkt("POLYGON((0 1, 2 3, 4 6, 0 1))")
    assert exchanged(exchanged(shape)) == shape


def test_the_frankfurt_survey_in_web_mercator_promised_as_degrees(desk, malmo, shared_data):
    """Its README says EPSG:4326; its shapes and their numbers are EPSG:3857."""
    frankfurt = replace(malmo, metric_srid=25832, bounding_box=(8.45, 50.0, 8.82, 50.24))
    content = open_file(shared_data / "survey" / "streetception_frankfurt.csv", ("csv",))
    for header in ("geometry", "geometry_text"):
        sample = [
            Record(raw.number, {"wkt": raw.values[header]}, {"wkt": header}) for raw in content.records()
        ]
        with pytest.raises(CrsNotConfirmedError) as refused:
            choose_srid(None, 4326, {"wkt": header}, sample, frankfurt)
        (only,) = refused.value.proposals
        assert (only.srid, only.exchanged, only.inside, only.of) == (3857, False, 753, 753)
        assert refused.value.reason.en.endswith("EPSG:3857 (Web Mercator). If so, give --crs EPSG:3857.")
    assert choose_srid(None, None, {"wkt": "geometry"}, _shapes(content), frankfurt) == (3857, None)


def _shapes(content) -> list[Record]:
    return [
        Record(raw.number, {"wkt": raw.values["geometry"]}, {"wkt": "geometry"}) for raw in content.records()
    ]


@given(
    strategies.floats(allow_nan=False),
    strategies.floats(allow_nan=False),
    strategies.sampled_from([0, 3008, 27700]),
)
def test_a_point_is_written_as_any_shape_is(x, y, srid):
    assert point_in_hexadecimal(x, y, srid) == in_hexadecimal(shapely.Point(x, y), srid)
