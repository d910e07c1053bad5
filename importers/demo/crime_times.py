"""When events happen in the demo: season, week, day and night, and what is not known of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.analysis.clock import light_class
from importers.demo.crime_profiles import CRIME_PROFILES
from importers.demo.period import DAYS, MINUTES_PER_DAY, day_of

_LAGS = 10
_MEAN_LAG_DAYS = 2.5
"""Events of a series follow each other within days, so that months are nearly independent."""

_WITHOUT_TIME = 0.10
_INTERVALS = 0.05
_SHORTEST_INTERVAL, _LONGEST_INTERVAL = 60, 360
_LAST_MINUTE = MINUTES_PER_DAY - 1

_DRAWN_AGAIN_IN_DAYLIGHT = 0.15
"""Of events in daylight, this share draws its hour again: darkness holds somewhat more than its part."""

_CITY_LON, _CITY_LAT = 13.0, 55.605


@dataclass(frozen=True, slots=True)
class Times:
    """Local wall-clock minutes since the period's first day, and how exactly they are known.

    `start` equals `end` where the time is exact. An unknown time of day runs from 00:00 to 23:59.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    precision: NDArray[np.str_]

    def chosen(self, which: NDArray[np.int64]) -> "Times":
        """Return the times at these indices, in that order."""
        return Times(self.start[which], self.end[which], self.precision[which])


def days_of_series(
    groups: NDArray[np.int64], series: NDArray[np.int64], randomness: np.random.Generator
) -> NDArray[np.int64]:
    """Return the day of each event, as days since the period's first.

    `groups` is the crime group of each series, `series` the series of each event. The first event of a
    series falls by season and weekday, the others within days after it, by the weekday too.
    """
    weights = np.array([_day_weights(number) for number in range(len(CRIME_PROFILES))])
    first = np.empty(len(groups), dtype=np.int64)
    for group in range(len(CRIME_PROFILES)):
        of_group = np.flatnonzero(groups == group)
        first[of_group] = _drawn(weights[group], len(of_group), randomness)
    days = first[series]
    follows = np.flatnonzero(np.concatenate([[False], series[1:] == series[:-1]]))
    padded = np.pad(weights, ((0, 0), (0, _LAGS)))
    lags = np.arange(_LAGS)
    chances = padded[groups[series[follows]][:, None], days[follows][:, None] + lags]
    chances = np.cumsum(chances * np.exp(-lags / _MEAN_LAG_DAYS), axis=1)
    drawn = randomness.random(len(follows))[:, None] * chances[:, -1:]
    days[follows] += (drawn > chances).sum(axis=1)
    return days


def times_of_day(
    days: NDArray[np.int64], groups: NDArray[np.int64], randomness: np.random.Generator
) -> Times:
    """Return the time of each event as recorded: exact, between two times, or only the day."""
    minutes = days * MINUTES_PER_DAY + _minutes(groups, randomness)
    again = _in_daylight(minutes) & (randomness.random(len(days)) < _DRAWN_AGAIN_IN_DAYLIGHT)
    minutes[again] = days[again] * MINUTES_PER_DAY + _minutes(groups[again], randomness)
    start, end = minutes.copy(), minutes.copy()
    precision = np.full(len(days), "exact", dtype="<U8")

    chance = randomness.random(len(days))
    spans = np.flatnonzero(chance > 1 - _INTERVALS)
    length = randomness.integers(_SHORTEST_INTERVAL, _LONGEST_INTERVAL, len(spans), endpoint=True)
    start[spans] = np.maximum(minutes[spans] - (randomness.random(len(spans)) * length).astype(np.int64), 0)
    end[spans] = start[spans] + length
    precision[spans] = "interval"

    unknown = np.array([profile.without_time for profile in CRIME_PROFILES])
    unknown *= _WITHOUT_TIME / (unknown @ np.array([profile.share for profile in CRIME_PROFILES]))
    dayless = np.flatnonzero(chance < unknown[groups])
    start[dayless] = days[dayless] * MINUTES_PER_DAY
    end[dayless] = start[dayless] + _LAST_MINUTE
    precision[dayless] = "day"
    return Times(start, end, precision)


def _day_weights(group: int) -> NDArray[np.float64]:
    profile = CRIME_PROFILES[group]
    days = [day_of(number) for number in range(DAYS)]
    month = np.array([day.month - 1 + day.day / 31 for day in days])
    weekday = np.array([profile.weekdays[day.weekday()] for day in days])
    return weekday * (1 + profile.season * np.cos(2 * np.pi * (month - profile.peak_month + 0.5) / 12))


def _drawn(weights: NDArray[np.float64], number: int, randomness: np.random.Generator) -> NDArray[np.int64]:
    bounds = np.cumsum(weights)
    return np.asarray(
        np.searchsorted(bounds, randomness.random(number) * bounds[-1], side="right"), dtype=np.int64
    )


def _minutes(groups: NDArray[np.int64], randomness: np.random.Generator) -> NDArray[np.int64]:
    """Return a minute of the day for each event, by its group's hours."""
    hours = np.cumsum([profile.hours for profile in CRIME_PROFILES], axis=1, dtype=np.float64)
    drawn = randomness.random(len(groups))[:, None] * hours[groups][:, -1:]
    hour = (drawn > hours[groups]).sum(axis=1)
    return np.asarray(hour * 60 + randomness.integers(0, 60, len(groups)), dtype=np.int64)


def _in_daylight(minutes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return whether the sun is up, with standard time throughout: an hour's error in summer is no matter."""
    start = np.datetime64(day_of(0), "m") - np.timedelta64(60, "m")
    moments = start + minutes.astype("timedelta64[m]")
    return np.asarray(light_class(moments, _CITY_LON, _CITY_LAT) == "day")
