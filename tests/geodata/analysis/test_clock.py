from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from astral import Observer
from astral.sun import elevation

from geodata.analysis.clock import light_class, sun_elevation

LON, LAT = 13.0, 55.605
MALMO = ZoneInfo("Europe/Stockholm")
# Month, sunrise, sunset, end of civil twilight on the 15th, local time, to the minute.
TABLE = [
    (1, "08:27", "16:08", "16:53"),
    (2, "07:32", "17:12", "17:52"),
    (3, "06:23", "18:11", "18:48"),
    (4, "06:03", "20:13", "20:54"),
    (5, "04:57", "21:12", "22:02"),
    (6, "04:24", "21:52", "22:54"),
    (7, "04:46", "21:41", "22:36"),
    (8, "05:40", "20:42", "21:25"),
    (9, "06:40", "19:24", "20:02"),
    (10, "07:39", "18:07", "18:45"),
    (11, "07:43", "16:01", "16:43"),
    (12, "08:31", "15:35", "16:22"),
]


def at(month, clock, minutes):
    hour, minute = map(int, clock.split(":"))
    return datetime(2016, month, 15, hour, minute, tzinfo=MALMO) + timedelta(minutes=minutes)


def test_a_year_at_malmo_agrees_with_astral_within_a_tenth_of_a_degree():
    start = datetime(2016, 1, 1, tzinfo=UTC)
    moments = [start + timedelta(hours=3.7 * step) for step in range(2372)]
    observer = Observer(LAT, LON)
    oracle = [elevation(observer, moment, with_refraction=False) for moment in moments]
    assert np.abs(sun_elevation(moments, LON, LAT) - oracle).max() < 0.02


def test_other_years_and_places_agree_as_well():
    for year, lon, lat in ((1996, -90.05, 35.15), (2049, -0.09, 51.51), (2030, 151.2, -33.9), (2020, 18, 69)):
        moments = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=61 * step) for step in range(143)]
        oracle = [elevation(Observer(lat, lon), moment, with_refraction=False) for moment in moments]
        assert np.abs(sun_elevation(moments, lon, lat) - oracle).max() < 0.03


@pytest.mark.parametrize(("month", "sunrise", "sunset", "dusk"), TABLE)
def test_day_begins_and_ends_and_darkness_falls_as_the_table_says(month, sunrise, sunset, dusk):
    moments = [at(month, sunrise, -2), at(month, sunrise, 2), at(month, sunset, -2), at(month, sunset, 2)]
    moments += [at(month, dusk, -2), at(month, dusk, 2)]
    found = light_class(moments, LON, LAT).tolist()
    assert found == ["twilight", "day", "day", "twilight", "twilight", "dark"]


def test_the_sun_never_sets_in_june_and_never_rises_in_december_at_kiruna():
    hours = np.arange(24).astype("timedelta64[h]")
    assert set(light_class(np.datetime64("2016-06-21T00", "s") + hours, 20.2, 67.9)) == {"day"}
    assert set(light_class(np.datetime64("2016-12-21T00", "s") + hours, 20.2, 67.9)) == {"twilight", "dark"}


def test_an_array_in_utc_and_aware_datetimes_say_the_same():
    aware = [at(10, "18:30", 0), at(3, "06:20", 0)]
    array = np.array([moment.astimezone(UTC).replace(tzinfo=None) for moment in aware], dtype="datetime64[s]")
    assert (sun_elevation(aware, LON, LAT) == sun_elevation(array, LON, LAT)).all()


def test_every_moment_may_have_its_own_place():
    noon = np.array(["2016-06-21T11:00", "2016-06-21T11:00"], dtype="datetime64[us]")
    assert light_class(noon, [13.0, -167.0], [55.6, 55.6]).tolist() == ["day", "dark"]
    assert sun_elevation(noon, 13.0, [55.6, 0.0]) == pytest.approx([57.8, 66.5], abs=0.5)


def test_one_moment_gives_one_answer_and_no_moments_none():
    assert light_class(at(12, "12:00", 0), LON, LAT) == "day"
    assert light_class([], LON, LAT).size == 0
    assert sun_elevation([], LON, LAT).tolist() == []


@pytest.mark.parametrize(
    ("times", "message"),
    [
        ([datetime(2016, 1, 1)], "time zone"),  # noqa: DTZ001 - the refusal of it is what is tested
        (np.array(["NaT"], dtype="datetime64[s]"), "known"),
        ([None], "time zone"),
        (np.array([1.0]), "moments"),
    ],
)
def test_what_is_no_known_moment_is_refused(times, message):
    with pytest.raises(ValueError, match=message):
        light_class(times, LON, LAT)


@pytest.mark.parametrize(("lon", "lat"), [(118_000, 6_165_000), (13, 91), (np.nan, 55)])
def test_metres_and_missing_positions_are_refused(lon, lat):
    with pytest.raises(ValueError, match="degrees"):
        light_class([at(1, "12:00", 0)], lon, lat)
