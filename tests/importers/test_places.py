"""Places from lists and maps."""

import make
import pytest
from bringing_in import METRIC, feature, square
from sqlalchemy import text

HEADER = "id;namn;platstyp;upplevelse;status;rapporterad;lon;lat"
GOOD = "1;Möllevångstorget;torg;otrygg;verifierad;2014-03-12;13.0079;55.5915"


def test_codes_are_read_by_their_swedish_names(desk):
    assert desk.run("places", desk.csv(HEADER, GOOD)).stored == 1
    found = desk.session.execute(
        text("SELECT kind, polarity, status, source, batch_id IS NOT NULL FROM place")
    )
    assert found.one() == ("square", "unsafe", "verified", "places", True)


def test_a_surface_knows_the_areas_it_meets(desk):
    west, east = make.area(desk.session, "west"), make.area(desk.session, "east", geom=make.square(100))
    path = desk.geojson(feature(square(50), name="Park", kind="park", reported_on="2014-03-12"), crs=METRIC)
    desk.run("places", path)
    assert desk.session.scalar(text("SELECT area_ids FROM place")) == [west.id, east.id]


def test_a_shape_that_crosses_itself_is_refused(desk):
    ring = [[13.0, 55.6], [13.01, 55.61], [13.01, 55.6], [13.0, 55.61], [13.0, 55.6]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    path = desk.geojson(feature(shape, name="Fluga", kind="park", reported_on="2014-03-12"))
    ((row, column, reason),) = desk.faults("places", path)
    assert (row, column, "Self-intersection" in reason) == (1, "geometry", True)


@pytest.mark.parametrize(
    ("mistake", "column", "words"),
    [
        (("torg", "rymdstation"), "platstyp", "not one of the place kinds"),
        (("verifierad", "aktiv trygg plats"), "status", "not for places experienced like that"),
        (("2014-03-12", "2999-03-12"), "rapporterad", "future"),
        (("13.0079;55.5915", "0;0"), "geometry", "missing"),
        (("13.0079;55.5915", "18.07;59.33"), "lon", "outside the city"),
        (("13.0079;55.5915", "1300;55.5"), "lon", "no degree"),
        (("Möllevångstorget", ""), "namn", "missing"),
    ],
)
def test_a_bad_place_is_refused_with_row_column_and_reason(desk, mistake, column, words):
    rows = desk.csv(HEADER, "0" + GOOD[1:], GOOD.replace(*mistake))
    ((row, found, reason),) = desk.faults("places", rows)
    assert (row, found) == (3, column)
    assert words in reason


def test_a_key_that_is_known_is_the_same_place(desk):
    desk.run("places", desk.csv(HEADER, GOOD))
    report = desk.run("places", desk.csv(HEADER, GOOD.replace("verifierad", "prioriterad")))
    assert report.stored == 1
    assert desk.session.execute(text("SELECT status, version FROM place")).all() == [("prioritised", 2)]
