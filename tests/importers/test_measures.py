"""Measures with the parameters of their types."""

import pytest
from bringing_in import feature
from sqlalchemy import text

HEADER = "id,typ,namn,started_on,last_day,lon,lat,points,colour_temperature_k"
POINT = {"type": "Point", "coordinates": [13.0, 55.6]}


def test_parameters_stand_in_columns_of_their_codes(desk):
    desk.run("measures", desk.csv(HEADER, "1,BEL_NY,Nya lampor,2014-07-01,2014-09-30,13.0,55.6,12,3000"))
    found = desk.session.execute(
        text("SELECT parameters, started_on::text, ended_on::text, status FROM measure")
    )
    assert found.one() == (
        {"points": 12, "colour_temperature_k": 3000}, "2014-07-01", "2014-10-01", "removed"
    )  # fmt: skip


def test_parameters_stand_in_an_object_of_geojson(desk):
    path = desk.geojson(
        feature(
            POINT, type="ny belysning", name="Nya lampor", started_on="2014-07-01", parameters={"points": 3}
        )
    )
    desk.run("measures", path)
    assert desk.session.execute(text("SELECT type, status, parameters FROM measure")).one() == (
        "BEL_NY", "in_operation", {"points": 3}
    )  # fmt: skip


def test_a_measure_may_be_drawn_in_wkt(desk):
    path = desk.csv(
        "typ;namn;started_on;wkt;points", "BEL_NY;A;2014-07-01;LINESTRING (118000 6163000, 118100 6163000);3"
    )
    desk.run("measures", path, srid=3008)
    assert desk.session.scalar(text("SELECT ST_Length(geom) FROM measure")) == 100


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("1,BEL_X,A,2014-07-01,,13.0,55.6,12,3000", "typ", "not one of the measure types"),
        ("1,BEL_NY,A,2014-07-01,,13.0,55.6,,3000", "points", "missing"),
        ("1,BEL_NY,A,2014-07-01,,13.0,55.6,12,99", "colour_temperature_k", "at least 1600 K"),
        ("1,VEG,A,2014-07-01,,13.0,55.6,12,", "points", "no such parameter"),
        ("1,BEL_NY,A,2999-07-01,,13.0,55.6,12,", "started_on", "planned_start"),
        ("1,BEL_NY,A,2014-07-01,2014-06-01,13.0,55.6,12,", "last_day", "before it starts"),
        ("1,BEL_NY,A,2014-07-01,,,,12,", "geometry", "missing"),
    ],
)
def test_a_bad_measure_is_refused_with_its_column(desk, row, column, words):
    ((line, found, reason),) = desk.faults("measures", desk.csv(HEADER, row))
    assert (line, found) == (2, column)
    assert words in reason
