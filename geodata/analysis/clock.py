"""Day, twilight and dark from the sun at the place; never typed in, never asked of a service."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

SUNRISE_DEGREES = -0.833
"""The sun's geometric elevation when its upper edge is seen at the horizon: 34' refraction, 16' radius."""

CIVIL_DUSK_DEGREES = -6.0
"""The sun's elevation at the end of civil twilight."""

Moments: TypeAlias = NDArray[np.datetime64] | np.datetime64 | Sequence[datetime] | datetime

_MICROSECONDS_PER_DAY = 86_400_000_000.0
_EPOCH_TO_J2000_DAYS = 10_957.5


def sun_elevation(times: Moments, lon: ArrayLike, lat: ArrayLike) -> NDArray[np.float64]:
    """Return the sun's geometric elevation in degrees, negative below the horizon.

    `times` is a datetime64 array in UTC or datetimes with a time zone; `lon` and `lat` are WGS 84
    degrees; the three are broadcast against each other and no times give an empty array.
    Refraction is left out, because -0.833 degrees at sunrise already holds it. Raises ValueError for
    a missing time, a datetime without time zone and a position that is no position.

    With d = seconds since 1970 / 86400 - 10957.5 (days since noon of 2000-01-01), in degrees:

        g = 357.529 + 0.98560028 d                                  mean anomaly
        L = 280.459 + 0.98564736 d + 1.915 sin g + 0.020 sin 2g     ecliptic longitude
        e = 23.439 - 0.00000036 d                                   tilt of the ecliptic
        t = 280.46061837 + 360.98564736629 d + lon                  sidereal turn of the place
        sin h = sin lat sin e sin L + cos lat (cos L cos t + cos e sin L sin t)

    The last line is the product of the unit vectors to the sun and to the zenith. The database's
    function `sun_elevation` is this formula in the same order. Source: Astronomical Almanac, "Low
    precision formulas for the Sun's coordinates", within 0.02 degrees from 1950 to 2050.
    """
    days = _days_since_j2000(times)
    longitude_of_place, latitude = _position(lon, lat)
    anomaly = np.radians(357.529 + 0.98560028 * days)
    longitude = np.radians(
        280.459 + 0.98564736 * days + 1.915 * np.sin(anomaly) + 0.020 * np.sin(2.0 * anomaly)
    )
    tilt = np.radians(23.439 - 0.00000036 * days)
    turn = np.radians(280.46061837 + 360.98564736629 * days + longitude_of_place)
    sine = np.sin(latitude) * np.sin(tilt) * np.sin(longitude) + np.cos(latitude) * (
        np.cos(longitude) * np.cos(turn) + np.cos(tilt) * np.sin(longitude) * np.sin(turn)
    )
    return np.asarray(np.degrees(np.arcsin(np.clip(sine, -1.0, 1.0))), dtype=np.float64)


def light_class(times: Moments, lon: ArrayLike, lat: ArrayLike) -> NDArray[np.str_]:
    """Return "day", "twilight" or "dark" for each moment at its place.

    Day is a sun above -0.833 degrees, dark a sun below -6 (the end of civil twilight), twilight what
    lies between, both ends included. Arguments, shapes and errors are those of `sun_elevation`.
    """
    elevation = sun_elevation(times, lon, lat)
    return np.select(
        [elevation > SUNRISE_DEGREES, elevation >= CIVIL_DUSK_DEGREES], ["day", "twilight"], "dark"
    )


def _days_since_j2000(times: Moments) -> NDArray[np.float64]:
    moments = np.asarray(times)
    if moments.dtype == object or moments.size == 0:
        moments = np.asarray(_in_utc(moments), dtype="datetime64[us]")
    if moments.dtype.kind != "M":
        raise ValueError(f"times must be moments, not {moments.dtype}")
    if np.isnat(moments).any():
        raise ValueError("times must all be known: leave out the rows without a time first")
    microseconds = moments.astype("datetime64[us]").astype(np.int64)
    return np.asarray(microseconds / _MICROSECONDS_PER_DAY - _EPOCH_TO_J2000_DAYS, dtype=np.float64)


def _in_utc(moments: NDArray[np.object_]) -> NDArray[np.object_]:
    naive = np.empty(moments.shape, dtype=object)
    for place, moment in np.ndenumerate(moments):
        if not isinstance(moment, datetime) or moment.tzinfo is None:
            raise ValueError("times must carry a time zone, or be a datetime64 array in UTC")
        naive[place] = moment.astimezone(UTC).replace(tzinfo=None)
    return naive


def _position(lon: ArrayLike, lat: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    longitude, latitude = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    if not (np.abs(longitude) <= 180).all() or not (np.abs(latitude) <= 90).all():
        raise ValueError("lon must lie between -180 and 180 degrees and lat between -90 and 90")
    return longitude, np.radians(latitude)
