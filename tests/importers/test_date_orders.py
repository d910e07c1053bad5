"""Dates that can be read in several ways: the whole column tells which is meant, or a person."""

from datetime import date

import pytest
from hypothesis import given, strategies

from geodata.errors import InvalidError
from importers import values
from importers.date_orders import in_order
from importers.formats import FileContent, RawRecord
from importers.sources import source

TODAY = date(2026, 11, 22)


def column(*written: object, header: str = "date", field: str = "date", **settings: str) -> FileContent:
    """Return a file of one column of dates, read in order; its rows are numbered from 2."""
    rows = [RawRecord(number, {header: value}) for number, value in enumerate(written, start=2)]
    content = FileContent((header,), lambda: iter(rows))
    return in_order(content, source("incidents"), {field: header}, settings, TODAY)


def read(*written: object, **said: str) -> list[object]:
    return [next(iter(raw.values.values())) for raw in column(*written, **said).records()]


def refusal(*written: str, **said: str) -> InvalidError:
    with pytest.raises(InvalidError) as refused:
        column(*written, **said)
    return refused.value


def test_one_day_beyond_twelve_tells_the_order_of_a_swedish_column():
    assert read("3/4/2014", "13/4/2014") == ["2014-04-03", "2014-04-13"]


def test_one_day_beyond_twelve_tells_the_order_of_an_american_column_and_it_is_told():
    content = column("09/06/2013", "12/21/2013", header="GO-LIVE DATE")
    assert [raw.values["GO-LIVE DATE"] for raw in content.records()] == ["2013-09-06", "2013-12-21"]
    assert content.notices[0].en.startswith("The dates in GO-LIVE DATE are read as month, day, year")


def test_a_clock_after_the_date_stays():
    assert read("4/22/2007 0:05:00", "04/01/2007 08:30 PM") == ["2007-04-22 0:05:00", "2007-04-01 08:30 PM"]


def test_the_row_that_tells_may_stand_far_down():
    assert read(*["3/4/2014"] * 3000, "4/13/2014")[0] == "2014-03-04"


def test_a_column_that_nothing_settles_is_refused_with_what_to_say():
    refused = refusal("3/4/2014", "5/6/2014")
    assert refused.field == "date"
    assert "may be day, month, year or month, day, year" in refused.reason.en
    assert "Give --set dates=day_first or --set dates=month_first." in refused.reason.en


@pytest.mark.parametrize(("order", "meant"), [("day_first", "2014-04-03"), ("month_first", "2014-03-04")])
def test_what_nothing_settles_a_person_may_say(order, meant):
    assert read("3/4/2014", dates=order) == [meant]


def test_a_date_against_what_was_said_stays_as_it_is_and_its_row_is_refused():
    assert read("13/4/2014", dates="month_first") == ["13/4/2014"]
    with pytest.raises(InvalidError):
        values.day("13/4/2014")


def test_orders_that_contradict_each_other_are_refused_with_both_rows():
    reason = refusal("13/4/2014", "2/3/2014", "4/14/2014").reason
    assert "13/4/2014 in row 2 and 4/14/2014 in row 4" in reason.en
    assert "13/4/2014 på rad 2 och 4/14/2014 på rad 4" in reason.sv


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1-Apr-12", "2012-04-01"),
        ("1.4.12", "2012-04-01"),
        ("31-dec-26", "1926-12-31"),
        ("2-Maj-26", "2026-05-02"),
    ],
)
def test_a_year_of_two_digits_is_the_latest_that_is_not_to_come(written, meant):
    assert read(written) == [meant]


def test_two_digits_thrice_are_known_by_the_only_order_that_fits():
    assert read("14-03-12", "14-03-31", "99-12-01") == ["2014-03-12", "2014-03-31", "1999-12-01"]
    assert "or year, month, day" in refusal("10-11-12").reason.en


def test_midnight_on_every_row_is_no_time_of_day():
    rows = [f"2014-03-{day:02} 00:00:00" for day in range(1, 13)]
    assert read(*rows)[0] == "2014-03-01"
    assert read(*rows, "2014-04-01 20:30")[0] == "2014-03-01 00:00:00"


def test_what_is_no_date_is_left_alone():
    assert read("2014-03-12", None, 12, "3/4", "1/2/2014/5") == ["2014-03-12", None, 12, "3/4", "1/2/2014/5"]


@given(
    strategies.lists(strategies.dates(date(1990, 1, 1), TODAY), min_size=1, max_size=30),
    strategies.booleans(),
)
def test_a_column_is_never_read_as_other_days_than_it_was_written_from(days, american):
    pattern = "{0.month}/{0.day}/{0.year}" if american else "{0.day}/{0.month}/{0.year}"
    try:
        found = read(*(pattern.format(day) for day in days))
    except InvalidError:
        assert all(day.day <= 12 for day in days)
        return
    assert found == [day.isoformat() for day in days]
