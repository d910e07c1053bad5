"""When something happened: spans with the precision that a file's columns give them."""

from datetime import UTC, datetime, timedelta

import pytest

from geodata.errors import InvalidError
from importers import times
from importers.source import Record, Terms

NOW = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


def span(malmo, **cells):
    """Return start, length and precision of a row's span, in the city's clock."""
    record = Record(2, cells, {name: name for name in cells})
    found = times.span_of(record, Terms(malmo, {}, None, NOW))
    return f"{found.start:%Y-%m-%d %H:%M}", found.stop - found.start, found.precision


def refusal(malmo, **cells) -> tuple[str | None, str]:
    with pytest.raises(InvalidError) as refused:
        span(malmo, **cells)
    return refused.value.field, refused.value.reason.en


HOUR, DAY, NONE = timedelta(hours=1), timedelta(days=1), timedelta()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            {"year": "2020", "month": "6", "day": "19", "hour": "3", "minute": "40"},
            ("2020-06-19 03:40", NONE, "exact"),
        ),
        ({"year": 2020, "month": 6, "day": 19, "hour": 23}, ("2020-06-19 23:00", HOUR, "interval")),
        ({"year": "2020", "month": "6", "day": "19"}, ("2020-06-19 00:00", DAY, "day")),
        ({"year": "2020", "month": "6"}, ("2020-06-01 00:00", 30 * DAY, "month")),
        ({"month": "2020-02"}, ("2020-02-01 00:00", 29 * DAY, "month")),
        ({"date": "2020-06-19", "hour": "20", "minute": "30"}, ("2020-06-19 20:30", NONE, "exact")),
        ({"date": "2020-06-19 20:30"}, ("2020-06-19 20:30", NONE, "exact")),
        ({"date": "2020-06-19 00:00", "time": "20:30"}, ("2020-06-19 20:30", NONE, "exact")),
        ({"date": "2020-06-19", "time": "22:00-24:00"}, ("2020-06-19 22:00", 2 * HOUR, "interval")),
        ({"date": "2020-06-19", "time": "00:00-24:00"}, ("2020-06-19 00:00", DAY, "day")),
        ({"date": "2020-06-18", "time": "24:00"}, ("2020-06-19 00:00", NONE, "exact")),
        ({"date": "2020-06-18 24:00"}, ("2020-06-19 00:00", NONE, "exact")),
        (
            {"occurred_from": "2020-06-19 00:00", "occurred_to": "2020-06-19 24:00"},
            ("2020-06-19 00:00", DAY, "day"),
        ),
        ({"date": "2020-06-19", "time": "8:30 PM"}, ("2020-06-19 20:30", NONE, "exact")),
        (
            {"occurred_from": "2020-06-19 00:00", "occurred_to": "2020-06-19 23:59"},
            ("2020-06-19 00:00", DAY, "day"),
        ),
    ],
)
def test_columns_give_a_span_as_exact_as_they_are(malmo, cells, expected):
    assert span(malmo, **cells) == expected


@pytest.mark.parametrize(
    ("cells", "field", "words"),
    [
        ({"year": "2020", "month": "13", "day": "1"}, "month", "no such day"),
        ({"year": "2020", "month": "2", "day": "30"}, "day", "no such day"),
        ({"year": "0", "month": "2", "day": "1"}, "year", "no such day"),
        ({"year": "2020", "day": "1"}, "month", "missing"),
        ({"year": "2020", "month": "2", "day": "1", "hour": "24"}, "hour", "0 to 23"),
        ({"year": "2020", "month": "2", "day": "1", "hour": "4", "minute": "60"}, "minute", "0 to 59"),
        ({"date": "2026-03-29", "hour": "3"}, "date", "future"),
        ({"date": "2025-03-30", "hour": "2", "minute": "30"}, "hour", "clocks went forward"),
        ({"date": "2026-03-13"}, "date", "future"),
        ({"occurred_from": "2026-03-01", "occurred_to": "2026-04-01"}, "occurred_to", "future"),
        ({"occurred_from": "2026-03-02", "occurred_to": "2026-03-01"}, "occurred_to", "before the start"),
        ({}, "occurred_from", "missing"),
    ],
)
def test_what_cannot_be_a_time_is_refused_by_its_column(malmo, cells, field, words):
    found, reason = refusal(malmo, **cells)
    assert (found, words in reason) == (field, True)


def test_today_may_end_tonight(malmo):
    assert span(malmo, occurred_from="2026-03-12", occurred_to="2026-03-12") == (
        "2026-03-12 00:00",
        DAY,
        "day",
    )


def test_a_phone_whose_clock_goes_before_is_forgiven_an_hour(malmo):
    terms = Terms(malmo, {}, None, NOW)
    ahead = Record(2, {"occurred_from": "2026-03-12T12:40:00Z"}, {})
    assert times.span_of(ahead, terms, tolerance=timedelta(hours=1)).start == NOW + timedelta(minutes=40)
    with pytest.raises(InvalidError, match="future"):
        times.span_of(ahead, terms)


def test_an_old_observation_is_told(desk):
    lines = ("id;datum;kategori;källa;x;y", "1;2014-03-12;poor_lighting;survey;118050;6163050")
    report = desk.run("observations", desk.csv(*lines), srid=3008)
    assert [notice.en for notice in report.files[0].notices] == [
        "Row 2: the observation is older than 24 months"
    ]


def test_american_dates_of_a_file_are_read_as_its_column_tells_or_as_somebody_says(desk):
    header, rows = "id;datum;brott", ["1;3/4/2014;Rån", "2;3/13/2014;Rån"]
    assert desk.run("incidents", desk.csv(header, *rows)).files[0].quality["first_day"] == "2014-03-04"
    ambiguous = desk.csv(header, rows[0], name="ambiguous.csv")
    ((line, column, reason),) = desk.faults("incidents", ambiguous)
    assert (line, column, "Give --set dates=day_first" in reason) == (None, "datum", True)
    told = desk.check("incidents", ambiguous, settings={"dates": "day_first"}).files[0]
    assert told.quality["first_day"] == "2014-04-03"


def test_an_empty_day_is_missing_in_the_column_that_the_file_has(desk):
    path = desk.csv("id;datum;brott;x;y", "1;;Rån;118050;6163050")
    assert desk.faults("incidents", path, srid=3008) == [(2, "datum", "The value is missing.")]


def test_a_row_whose_both_ends_came_twice_is_told_once(desk):
    path = desk.csv("id;from;to;brott", "1;2014-10-26 02:30;2014-10-26 02:45;Rån")
    (notice,) = desk.check("incidents", path).files[0].notices
    assert notice.en.startswith("Row 2: the time happened twice")
