"""Which coordinate reference systems a file's positions could be in: those that place them in the city.

Nothing is chosen here. Where several fit they are all told, with how many points lie in the city and how far
from its middle. Neighbouring zones of SWEREF 99 have the same false easting: a point fits the one zone whose
meridian is as far away as its coordinate says. SWEREF 99 TM and UTM 33N agree to the metre.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median

import numpy as np
import pyproj
from numpy.typing import NDArray

from geodata.city import CityProfile
from geodata.crs import LONLAT, NAMES, utm_zones
from geodata.text import Text

Point = tuple[float, float]

_Numbers = NDArray[np.float64]
_Points = NDArray[np.float64]  # one row per point: x, y

# There and back within a metre, or the projection does not reach so far.
_RETURNS_METRES = 1.0
_EARTH = pyproj.Geod(ellps="WGS84")

_FITS = Text(
    sv="Koordinaterna ligger i staden om de läses som {fitting}.",
    en="The coordinates lie in the city when read as {fitting}.",
)
_NUMBER = Text(sv="EPSG:{srid} ({name})", en="EPSG:{srid} ({name})")
_EXCHANGED = Text(sv="{crs} med x och y omkastade", en="{crs} with x and y exchanged")
_PART = Text(sv="{crs}, {inside} av {of} lägen", en="{crs}, {inside} of {of} positions")
_OR = Text(sv=" eller ", en=" or ")


@dataclass(frozen=True, slots=True)
class CrsProposal:
    """A CRS in which most of a file's points lie in the city; `exchanged`: with y before x.

    `inside` counts the points in the city's box `of` those looked at, `distance_m` is the median distance in
    metres from the box's middle of those inside.
    """

    srid: int
    name: Text
    exchanged: bool
    inside: int
    of: int
    distance_m: float

    @property
    def wording(self) -> Text:
        """Return the proposal as part of a sentence."""
        crs = _NUMBER.format(srid=self.srid, name=self.name)
        crs = _EXCHANGED.format(crs=crs) if self.exchanged else crs
        return crs if self.inside == self.of else _PART.format(crs=crs, inside=self.inside, of=self.of)


def proposals(
    points: Iterable[Point], city: CityProfile, besides: tuple[int, bool] | None = None
) -> tuple[CrsProposal, ...]:
    """Return the CRSs in which more than half of the points lie in the city, the best fitting first.

    Of equally many inside, those as written go before those exchanged, then in the order of `candidates`.
    `besides` is (EPSG number, exchanged) of what has been tried. Empty where nothing fits, and for no points.
    """
    seen = _array(points)
    found: list[CrsProposal] = []
    for srid, name in candidates(city).items():
        for exchanged in (False, True):
            fit = _fit(seen[:, ::-1] if exchanged else seen, srid, city)
            if (srid, exchanged) != besides and 2 * len(fit) > len(seen):
                distance = median(fit)
                found.append(CrsProposal(srid, name, exchanged, len(fit), len(seen), distance))
    return tuple(sorted(found, key=lambda proposal: (-proposal.inside, proposal.exchanged)))


def candidates(city: CityProfile) -> dict[int, Text]:
    """Return the CRSs that are tried, with their names, in the order in which they are proposed."""
    own = {} if city.metric_srid in NAMES else {city.metric_srid: _name(city.metric_srid)}
    return {
        **NAMES,
        **own,
        **{srid: name for srid, name in utm_zones(city.bounding_box).items() if srid not in own},
    }


def inside(points: Iterable[Point], srid: int, city: CityProfile) -> int:
    """Return how many of the points lie in the city's box when read in a CRS."""
    return len(_fit(_array(points), srid, city))


def sentence(found: Sequence[CrsProposal]) -> Text:
    """Return a sentence that names the proposals, and says nothing ("") where there are none."""
    if not found:
        return Text(sv="", en="")
    wordings = [proposal.wording for proposal in found]
    listed = (
        _OR.in_language(language).join(word.in_language(language) for word in wordings)
        for language in ("sv", "en")
    )
    return _FITS.format(fitting=Text(*listed))


def _name(srid: int) -> Text:
    name = pyproj.CRS.from_epsg(srid).name
    return Text(sv=name, en=name)


def _array(points: Iterable[Point]) -> _Points:
    """Return the points that are numbers, one row each."""
    return np.array([point for point in points if all(map(math.isfinite, point))]).reshape(-1, 2)


@cache
def _to_degrees(srid: int) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(srid, LONLAT, always_xy=True)


def _fit(points: _Points, srid: int, city: CityProfile) -> list[float]:
    """Return the distance in metres from the box's middle of every point that lies in the city's box."""
    west, south, east, north = city.bounding_box
    lon, lat = _in_degrees(points, srid)
    within = (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)
    lon, lat = lon[within], lat[within]
    middle = (np.full_like(lon, (west + east) / 2), np.full_like(lat, (south + north) / 2))
    _, _, metres = _EARTH.inv(middle[0], middle[1], lon, lat)
    return [float(distance) for distance in metres]


def _in_degrees(points: _Points, srid: int) -> tuple[_Numbers, _Numbers]:
    """Return longitudes and latitudes of points in a CRS; nan where the projection does not reach."""
    if srid == LONLAT:
        return points[:, 0], points[:, 1]
    transformer = _to_degrees(srid)
    lon, lat = transformer.transform(points[:, 0], points[:, 1])
    x, y = transformer.transform(lon, lat, direction="INVERSE")
    with np.errstate(invalid="ignore", over="ignore"):
        lost = ~(np.hypot(x - points[:, 0], y - points[:, 1]) < _RETURNS_METRES)
    lon[lost] = lat[lost] = math.nan
    return lon, lat
