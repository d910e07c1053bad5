"""The demo's three years, in the city's local time."""

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

FIRST_DAY = date(2013, 1, 1)
END = date(2016, 1, 1)
"""The day after the last: the period is [FIRST_DAY, END)."""

DAYS = (END - FIRST_DAY).days
MINUTES_PER_DAY = 1440

Minutes = NDArray[np.int64]


def day_number(day: date) -> int:
    """Return the number of days from FIRST_DAY to `day`."""
    return (day - FIRST_DAY).days


def day_of(number: int) -> date:
    """Return the day that comes `number` days after FIRST_DAY."""
    return FIRST_DAY + timedelta(days=number)


def to_utc(minutes: Minutes, zone: ZoneInfo) -> NDArray[np.datetime64]:
    """Return the moments in UTC, to the second, of local wall-clock minutes since FIRST_DAY 00:00.

    They may lie up to a day after the period. An hour that the clocks skip in March is read with the offset
    before the change, one that comes twice in October as its first turn.
    """
    seconds = minutes * 60 - _offsets(zone)[minutes // 60]
    return np.datetime64(FIRST_DAY, "s") + seconds.astype("timedelta64[s]")


@cache
def _offsets(zone: ZoneInfo) -> Minutes:
    """Return the zone's offset from UTC in seconds at each local hour of the period and the day after."""
    start = datetime.combine(FIRST_DAY, datetime.min.time(), zone)
    offsets = [(start + timedelta(hours=hour)).utcoffset() for hour in range(24 * (DAYS + 1))]
    return np.array([offset.total_seconds() for offset in offsets if offset is not None], dtype=np.int64)


def as_text(moments: NDArray[np.datetime64]) -> list[str]:
    """Return moments in UTC as the database reads them."""
    return [f"{moment}Z" for moment in np.datetime_as_string(moments, unit="s")]
