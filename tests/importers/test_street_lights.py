"""One lamp per pole, with what it is, what it replaced and when."""

import pytest
from bringing_in import feature
from sqlalchemy import text

HEADER = "stolpe,lampa,effekt,bytt,byte,lon,lat"
LAMP = "SELECT lamp, watt, lamp_before, watt_before, changed_on::text FROM light_point"


def test_a_note_of_a_change_tells_the_lamp_before_and_after(desk):
    desk.run("street_lights", desk.csv(HEADER, "17,LED,200,2016-08-11,250H to 200L. Pole moved,13.0,55.6"))
    assert desk.session.execute(text(LAMP)).one() == ("led", 200, "hps", 250, "2016-08-11")


def test_a_lamp_is_known_by_its_abbreviation_and_what_is_not_known_stays_empty(desk):
    desk.run("street_lights", desk.csv(HEADER, "17,HPS-High Pressure Sodium,N/A,,N/A,13.0,55.6"))
    assert desk.session.execute(text(LAMP)).one() == ("hps", None, None, None, None)


def test_a_lamp_that_no_list_knows_waits_for_a_decision(desk):
    report = desk.check("street_lights", desk.csv(HEADER, "17,Plasma,40,,,13.0,55.6"))
    ((found,),) = [report.rejected]
    assert (found.row, found.column) == (2, "lampa")
    assert "light sources" in found.reason.en


def test_the_inventory_of_next_year_changes_only_what_differs(desk):
    rows = ("17,LED,30,2016-08-11,,13.0,55.6", "18,HPS,70,,,13.001,55.6")
    desk.run("street_lights", desk.csv(HEADER, *rows))
    later = (rows[0], "18,LED,28,2017-05-02,70H to 28L,13.001,55.6")
    report = desk.run("street_lights", desk.csv(HEADER, *later, name="later.csv"))
    assert (report.files[0].stored, report.files[0].unchanged) == (1, 1)
    assert desk.session.scalar(text("SELECT count(*) FROM light_point")) == 2


def test_a_change_without_its_day_is_told(desk):
    report = desk.check("street_lights", desk.csv(HEADER, "17,LED,30,,70H to 30L,13.0,55.6"))
    assert [notice.en for notice in report.files[0].notices] == [
        "Row 2: the lamp was replaced, but not on what day; before and after cannot be told apart"
    ]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("1,LED,30,2999-01-01,,13.0,55.6", "bytt", "future"),
        ("1,LED,-30,,,13.0,55.6", "effekt", "negative"),
        ("1,LED,30,,,,", "x", "missing"),
        ("1,LED,thirty,,,13.0,55.6", "effekt", "number"),
    ],
)
def test_a_bad_lamp_is_refused_with_its_column(desk, row, column, words):
    ((line, found, reason),) = desk.faults("street_lights", desk.csv(HEADER, row))
    assert (line, found) == (2, column)
    assert words in reason


def test_lamps_of_a_map_stand_in_the_areas_that_hold_them(desk):
    point = {"type": "Point", "coordinates": [13.0, 55.6]}
    desk.run("street_lights", desk.geojson(feature(point, osm_id="1", lamp_type="LED", operator="Malmö")))
    found = desk.session.execute(text("SELECT source_key, lamp, owner, status, area_ids FROM light_point"))
    assert found.one() == ("1", "led", "Malmö", "ok", [])
