"""Single values as people write them; what is ambiguous is refused."""

import time as clock
from contextlib import suppress
from datetime import date, datetime, time

import pytest
from hypothesis import given, strategies

from geodata.errors import InvalidError
from importers import values
from importers.subjects.names import Names


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1 234,5", 1234.5), ("1\u00a0234.5", 1234.5), ("-0,5", -0.5), (".5", 0.5), ("1e3", 1000.0), (7, 7.0)],
)
def test_numbers_as_swedes_and_machines_write_them(written, meant):
    assert values.number(written) == meant


@pytest.mark.parametrize("written", ["1.234,5", "1_000", "٣", "NaN", "inf", "1e400", "", "12 km", "0x10"])
def test_what_is_no_plain_number_is_refused(written):
    with pytest.raises(InvalidError):
        values.number(written)


@given(strategies.text())
def test_any_text_is_a_finite_number_or_refused(written):
    with suppress(InvalidError):
        assert abs(values.number(written)) < float("inf")


@pytest.mark.parametrize(
    "written",
    [
        *("2014-03-12", "20140312", "2014/03/12", "2014-3-12", "12.3.2014", "12 mars 2014", "12 mar. 2014"),
        *(
            "12-mar-2014",
            "12-March-2014",
            "March 12, 2014",
            "Mar 12 2014",
            "2014-03-12 0:00:00",
            "2014-03-12T00:00:00.000Z",
        ),
        *(date(2014, 3, 12), datetime.fromisoformat("2014-03-12")),
    ],
)
def test_days_as_people_and_programs_write_them(written):
    assert values.day(written) == date(2014, 3, 12)


@pytest.mark.parametrize(
    "written",
    [
        "3/4/2014",
        "2014-02-29",
        "12 marzo 2014",
        "12 ma 2014",
        "2014",
        "2014-03-12 20:30",
        "0000-01-01",
        "12 xyz 2014",
    ],
)
def test_days_that_are_none_or_ambiguous_are_refused(written):
    with pytest.raises(InvalidError):
        values.day(written)


def test_a_day_with_a_clock_keeps_both():
    assert values.day_and_clock("12.3.2014 20.30") == (date(2014, 3, 12), time(20, 30))
    assert values.day_and_clock("2014-03-12T20:30:15") == (date(2014, 3, 12), time(20, 30, 15))
    assert values.day_and_clock("2014-03-12") == (date(2014, 3, 12), None)
    assert values.day_and_clock("12 Mar 2014, 8:30 PM") == (date(2014, 3, 12), time(20, 30))


@pytest.mark.parametrize(
    "written",
    ["2012-04-01T20:30:00.000Z", "2012-04-01 20:30 +00:00", "2012-04-01 22:30:00 +0200", "20120401T203000Z"],
)
def test_a_moment_that_names_its_offset_is_that_moment(written):
    assert values.day_and_clock(written).isoformat() in {
        "2012-04-01T20:30:00+00:00",
        "2012-04-01T22:30:00+02:00",
    }


def test_the_hour_of_the_police_is_not_zero_padded():
    assert values.day_and_clock("2026-08-22 9:05:00 +02:00").isoformat() == "2026-08-22T09:05:00+02:00"


def test_the_cell_of_a_day_has_no_time_of_day():
    assert values.day_and_clock(datetime.fromisoformat("2014-03-12")) == (date(2014, 3, 12), None)
    assert values.day_and_clock(datetime.fromisoformat("2014-03-12 20:30")) == (
        date(2014, 3, 12),
        time(20, 30),
    )


@pytest.mark.parametrize(
    ("written", "hour"),
    [("20.30", 20), ("kl. 20:30", 20), ("8:30 PM", 20), ("12:30 am", 0), ("12.30 p.m.", 12)],
)
def test_clocks_of_a_whole_day_and_of_half_a_day(written, hour):
    assert values.clock(written) == time(hour, 30)


@pytest.mark.parametrize("written", ["13:30 PM", "0:30 am", "24:00", "20", "20:60", "8 xm"])
def test_clocks_that_are_none_are_refused(written):
    with pytest.raises(InvalidError):
        values.clock(written)


@given(
    strategies.text()
    | strategies.from_regex(r"[0-9]{1,4}[-/. ][0-9a-z]{1,4}[-/. ][0-9]{1,4}[T ][0-9:. apmZ+]*")
)
def test_any_text_is_a_moment_or_refused(written):
    with suppress(InvalidError):
        assert values.day_and_clock(written)


def test_codes_are_made_of_swedish_names():
    assert values.slug("Södra Sofielund (öst)") == "sodra-sofielund-ost"


def test_names_are_found_in_spite_of_capitals_spaces_and_abbreviations():
    names = Names([("SOFIELUNDS INDUSTRIOMR.", 1), ("MALMÖHUS", 2), ("Södra Sofielund", 3)])
    assert names.find("Sofielunds Industriområde").thing == 1
    assert names.find("Malmö Hus").thing == 2
    assert (names.find("södra sofielund").exact, names.find("Södra-Sofielund").exact) == (True, False)


@pytest.mark.parametrize("wording", ["Sofielund", "S.", "Södra", "Norra Sofielund"])
def test_a_name_that_only_resembles_is_not_taken(wording):
    with pytest.raises(InvalidError):
        Names([("Södra Sofielund", 1), ("Sofielunds industri", 2)]).find(wording)


def test_an_abbreviation_of_two_names_is_ambiguous():
    with pytest.raises(InvalidError, match="may mean"):
        Names([("Sofielunds industriområde", 1), ("Sofielunds industrispår", 2)]).find("Sofielunds industr.")


def test_each_of_many_names_is_found_without_comparing_it_with_all():
    names = Names((f"Område {n}", n) for n in range(10_000))
    begun = clock.process_time()
    assert [names.find(f"område-{n}").thing for n in range(10_000)] == list(range(10_000))
    assert clock.process_time() - begun < 5  # minutes, where each is compared with all


@pytest.mark.parametrize("written", ["1,000", "12.000", "-1,234,567", " 1.000 "])
def test_thousands_that_may_be_decimals_are_no_whole_number(written):
    with pytest.raises(InvalidError, match="in two ways"):
        values.whole(written)


@pytest.mark.parametrize(
    ("written", "number"),
    [("1 000", 1000), ("1\u00a0234\u202f567", 1_234_567), ("5,0", 5), ("1000.000", 1000)],
)
def test_thousands_between_spaces_are_a_whole_number(written, number):
    assert values.whole(written) == number
