"""The light of whole quarters of an hour, for events that are too many to ask about one by one."""

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlalchemy.orm import Session

from geodata.analysis.clock import CIVIL_DUSK_DEGREES, SUNRISE_DEGREES, sun_elevation
from geodata.statements import statement

QUARTER_SECONDS = 900

_SOURCES = "importers.sources"
_STEP_SECONDS = 180
_DEGREES_PER_SECOND = 15.05 / 3600
"""So fast the sun climbs or sinks at most, anywhere."""
_METRES_PER_DEGREE = 110_000
"""So far one must go for the sun to stand a degree higher or lower, at least."""
_SLACK_DEGREES = 0.01
_AT_ONCE = 20_000


def lay_daylight(session: Session) -> None:
    """Make the temporary table `staged_daylight`: the quarters in which staged events begin, and their light.

    The light is as `light_of` tells it; null where it is not the same at every moment of the quarter and at
    every staged place, or where no event has a position.
    """
    quarters = sorted(session.scalars(statement(_SOURCES, "incidents_began")))
    extent = session.execute(statement(_SOURCES, "incidents_extent")).one()
    session.execute(sa.text("DROP TABLE IF EXISTS pg_temp.staged_daylight"))
    session.execute(sa.text("CREATE TEMPORARY TABLE staged_daylight (quarter integer, light text)"))
    for first in range(0, len(quarters), _AT_ONCE):
        some = quarters[first : first + _AT_ONCE]
        lights: list[str | None] = [None] * len(some)
        if extent.lon is not None:
            lights = lights_of(some, extent.lon, extent.lat, extent.reach / _METRES_PER_DEGREE)
        session.execute(statement(_SOURCES, "incidents_daylight"), {"quarters": some, "lights": lights})


def lights_of(quarters: list[int], lon: float, lat: float, reach: float) -> list[str | None]:
    """Return the light of each quarter of an hour (900 seconds since 1970) around a place in degrees.

    None where it is not the same throughout, or where the sun stands `reach` degrees higher or lower.
    """
    middles = np.arange(_STEP_SECONDS / 2, QUARTER_SECONDS, _STEP_SECONDS).astype(np.int64)
    moments = np.array(quarters, dtype=np.int64)[:, np.newaxis] * QUARTER_SECONDS + middles
    elevations = sun_elevation(moments.astype("datetime64[s]"), lon, lat)
    margin = _STEP_SECONDS / 2 * _DEGREES_PER_SECOND + reach + _SLACK_DEGREES
    lowest, highest = elevations.min(axis=1) - margin, elevations.max(axis=1) + margin
    told: npt.NDArray[np.str_] = np.select(
        [
            lowest > SUNRISE_DEGREES,
            highest < CIVIL_DUSK_DEGREES,
            (highest < SUNRISE_DEGREES) & (lowest > CIVIL_DUSK_DEGREES),
        ],
        ["day", "dark", "twilight"],
        "",
    )
    return [light or None for light in told.tolist()]
