"""Marks of map surveys become observations without words."""

import pytest
from sqlalchemy import text

HEADER = "mark_id,år,orsak,upplevelse,lon,lat"
MARK = (
    "SELECT polarity, categories, heard_from, time_precision, local_day(observed_from)::text, light, wording"
    " FROM observation"
)


def test_a_mark_of_a_year_is_an_observation_of_that_year(desk):
    desk.run("place_marks", desk.csv(HEADER, "1,2015,dålig belysning,,13.0,55.6"))
    assert desk.session.execute(text(MARK)).one() == (
        "unsafe", ["poor_lighting"], "survey", "year", "2015-01-01", "unknown", ""
    )  # fmt: skip


def test_a_mark_without_a_reason_is_as_safe_as_the_file_says(desk):
    desk.run(
        "place_marks",
        desk.csv("mark_id,lon,lat", "1,13.0,55.6"),
        settings={"year": "2015", "polarity": "safe"},
    )
    assert desk.session.execute(text("SELECT polarity, categories FROM observation")).one() == (
        "safe",
        ["other"],
    )


def test_an_evening_of_a_day_is_kept_as_such(desk):
    header = "mark_id,datum,tid_på_dygnet,orsak,lon,lat"
    desk.run("place_marks", desk.csv(header, "1,2015-11-10,kväll,klotter,13.0,55.6"))
    found = desk.session.execute(
        text("SELECT (observed_to - observed_from)::text, time_precision, light FROM observation")
    )
    assert found.one() == ("04:00:00", "interval", "dark")


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("1,1970,klotter,,13.0,55.6", "år", "between 1990"),
        ("1,,klotter,,13.0,55.6", "år", "between 1990"),
        ("1,2015,ufo,,13.0,55.6", "orsak", "observation categories"),
        ("1,2015,klotter,,,", "x", "missing"),
    ],
)
def test_a_bad_mark_is_refused_with_its_column(desk, row, column, words):
    ((line, found, reason),) = desk.faults("place_marks", desk.csv(HEADER, row))
    assert (line, found) == (2, column)
    assert words in reason
