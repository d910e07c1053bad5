"""Streets and crossings as maps have them."""

from bringing_in import METRIC, feature
from sqlalchemy import text


def line(*points: tuple[float, float]) -> dict:
    return {"type": "LineString", "coordinates": points}


def test_streets_keep_their_names_and_kinds(desk):
    road = feature(
        line((118000, 6163000), (118100, 6163000)), osm_id="way/1", name="Storgatan", highway="residential"
    )
    path = desk.geojson(road, crs=METRIC)
    report = desk.run("streets", path)
    found = desk.session.execute(text("SELECT source_key, name, kind, ST_Length(geom) FROM street"))
    assert found.one() == ("way/1", "Storgatan", "residential", 100)
    assert report.files[0].quality["kilometres"] == 0.1


def test_a_point_is_no_street(desk):
    path = desk.geojson(feature({"type": "Point", "coordinates": [13.0, 55.6]}, name="Storgatan"))
    ((_row, column, reason),) = desk.faults("streets", path)
    assert (column, reason) == ("geometry", "A street is a line or a surface.")


def test_crossings_keep_their_kind(desk):
    desk.run("crossings", desk.csv("osm_id,crossing,lon,lat", "1,zebra,13.0,55.6", "2,,13.0,55.6"))
    found = desk.session.execute(text("SELECT kind FROM crossing ORDER BY source_key"))
    assert found.scalars().all() == ["zebra", ""]
