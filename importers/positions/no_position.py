"""Coordinates that are no position: nought, not a number, a pole, the middle of a country or of the city.

Geocoders and exports give them where nobody knew where something was. Rows with one are kept and counted as
being without position; none of them becomes a point.
"""

import math
from collections.abc import Iterable
from typing import Any

import pyproj
from sqlalchemy.orm import Session

from geodata.city import CityProfile
from geodata.crs import LONLAT
from geodata.statements import statement
from geodata.text import Text
from importers.where import Box, Nowhere, NowhereBoxes

TOLERANCE_METRES = 10
LEAST_ROWS_OF_ONE_POINT = 20

_METRES_OF_A_DEGREE = 111_320

_WHOLE = Text(sv="{name} som helhet", en="{name} as a whole")
_TOLD = Text(
    sv="en punkt som inte är något läge (stadsprofilen)", en="a point that is no position (city profile)"
)
_SAID = Text(sv="en punkt som inte är något läge (angiven)", en="a point that is no position (as said)")

# What geocoders and the World Factbook give for a whole country, in degrees.
_COUNTRIES = (
    (Text("Sverige", "Sweden"), ((18.643501, 60.128161), (15.0, 62.0))),
    (Text("Danmark", "Denmark"), ((9.501785, 56.26392), (10.0, 56.0))),
    (Text("Norge", "Norway"), ((8.468946, 60.472024), (10.0, 62.0))),
    (Text("Finland", "Finland"), ((25.748151, 61.92411), (26.0, 64.0))),
    (Text("Storbritannien", "the United Kingdom"), ((-3.435973, 55.378051), (-2.0, 54.0))),
    (Text("USA", "the United States"), ((-95.712891, 37.09024), (-98.5795, 39.8283), (-97.0, 38.0))),
)

_ONE_POINT = Text(
    sv="{rows} av {of} lägen är samma punkt ({lon},{lat}): den står troligen för ett område, inte en plats. "
    "Stämmer det, ange --set no_position={lon},{lat}; då räknas raderna som utan plats.",
    en="{rows} of {of} positions are the same point ({lon},{lat}): it probably stands for an area, not for a "
    "place. If so, give --set no_position={lon},{lat}; then the rows count as without position.",
)


def known_nowhere(session: Session, profile: CityProfile) -> tuple[Nowhere, ...]:
    """Return the points that stand for no position in any file of this city.

    Those shipped (countries), those of the profile, and the middle of the city's own area where it is known.
    """
    points = [Nowhere(lon, lat, _WHOLE.format(name=name)) for name, spots in _COUNTRIES for lon, lat in spots]
    points += [Nowhere(lon, lat, _TOLD) for lon, lat in profile.no_position_points]
    middle = session.execute(
        statement(__package__, "middle_of_city"), {"boundary_kind": profile.boundary_kind}
    ).one()
    if middle.lon is not None:
        points.append(Nowhere(middle.lon, middle.lat, _WHOLE.format(name=profile.name)))
    return tuple(points)


def said_nowhere(points: Iterable[tuple[float, float]]) -> tuple[Nowhere, ...]:
    """Return points that somebody said to be no position in one file."""
    return tuple(Nowhere(lon, lat, _SAID) for lon, lat in points)


def boxes(points: Iterable[Nowhere], srid: int) -> NowhereBoxes:
    """Return where in a CRS the points are, TOLERANCE_METRES to each side; without those beyond its reach."""
    told: list[tuple[Box, Text]] = []
    transformer = pyproj.Transformer.from_crs(LONLAT, srid, always_xy=True) if srid != LONLAT else None
    for point in points:
        high = TOLERANCE_METRES / _METRES_OF_A_DEGREE
        wide = high / max(0.01, math.cos(math.radians(point.lat)))
        box: Any = (point.lon - wide, point.lat - high, point.lon + wide, point.lat + high)
        if transformer is not None:
            box = transformer.transform_bounds(*box)
        if all(map(math.isfinite, box)):
            told.append((box, point.name))
    return NowhereBoxes.of(told)


def repeated_point(session: Session) -> Text | None:
    """Return a notice of the point that half of the staged positions or more share; None where there is none.

    Fewer than LEAST_ROWS_OF_ONE_POINT rows tell nothing: places are visited again.
    """
    most = session.execute(
        statement(__package__, "repeated_position"), {"least": LEAST_ROWS_OF_ONE_POINT}
    ).one_or_none()
    if most is None:
        return None
    lon, lat = f"{most.lon:.6f}", f"{most.lat:.6f}"
    return _ONE_POINT.format(rows=most.rows, of=most.of, lon=lon, lat=lat)
