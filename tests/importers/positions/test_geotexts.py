"""Positions written into one text, whichever way forms and databases write them."""

import json

import pytest
import shapely

from geodata.errors import InvalidError
from importers.positions.geotexts import shape_of_text

MALMO = "POINT (13 55.6)"


@pytest.mark.parametrize(
    ("written", "wkt", "srid"),
    [
        ("55.6 13.0 12.5 4", MALMO, 4326),
        ("55.6 13.0 0", MALMO, 4326),
        ("55,6 13,0", MALMO, 4326),
        ("(55.6, 13.0)", MALMO, 4326),
        ("55.6,13.0", MALMO, 4326),
        (MALMO, MALMO, 0),
        ("SRID=3008;POINT(118000 6163000)", "POINT (118000 6163000)", 3008),
        ("0101000020110F00000000000000002A400000000000003C40", "POINT (13 28)", 3857),
        ('{"type": "Point", "coordinates": [13, 55.6]}', MALMO, 4326),
        ('{"type": "Feature", "geometry": {"type": "Point", "coordinates": [13, 55.6]}}', MALMO, 4326),
        ("55.6 13 0 0;55.7 13 0 0;", "LINESTRING (13 55.6, 13 55.7)", 4326),
        (
            "55.6 13 0 0; 55.7 13 0 0; 55.7 13.1 0 0; 55.6 13 0 0",
            "POLYGON ((13 55.6, 13 55.7, 13.1 55.7, 13 55.6))",
            4326,
        ),
        ("55.6 13 0 0;55.6 13 0 0", MALMO, 4326),
    ],
)
def test_latitude_comes_first_in_forms_and_x_first_in_geometries(written, wkt, srid):
    shape = shape_of_text(written)
    assert (shapely.to_wkt(shape, trim=True), shapely.get_srid(shape)) == (wkt, srid)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "55.6",
        "Möllevången",
        "2019-05-12",
        "100.5 13",
        "(13.0, 255.6)",
        "55.6 13 0 0; 55.7",
        '{"type": "Point"}',
        '{"type": "Point", "coordinates": [NaN, 1]}',
        "{" * 100_000,
        "POINT (13",
    ],
)
def test_what_is_no_position_is_refused(written):
    with pytest.raises(InvalidError):
        shape_of_text(written)


def test_a_geojson_object_is_read_as_it_is():
    assert shape_of_text(json.loads('{"type": "Point", "coordinates": [13, 55.6]}')).y == 55.6


def test_the_locations_of_chicagos_cameras_agree_with_their_columns(shared_data):
    from importers.formats import open_file

    records = list(open_file(shared_data / "measures" / "chi_speed_cam.csv", ("csv",)).records())
    for record in records:
        shape = shape_of_text(record.values["LOCATION"])
        assert (str(shape.y), str(shape.x)) == (record.values["LATITUDE"], record.values["LONGITUDE"])
    assert len(records) == 160
