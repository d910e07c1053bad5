"""What a browser needs to show a pointer's position in the city's metric system, without a map projection."""

from dataclasses import dataclass

from pyproj import CRS, Transformer

from geodata.city import CityProfile
from geodata.crs import LONLAT, TYPED_SYSTEMS


@dataclass(frozen=True, slots=True)
class Readout:
    """Nine points of the city's box, in metres: `eastings[row][column]` at its latitude and longitude.

    Quadratic interpolation between them is right to a few centimetres in a box of 20 km, and to less than a
    metre in one of 100 km, whatever the system.
    """

    system: str
    longitudes: tuple[float, float, float]
    latitudes: tuple[float, float, float]
    eastings: tuple[tuple[float, ...], ...]
    northings: tuple[tuple[float, ...], ...]


def readout(profile: CityProfile) -> Readout:
    """Return the nine points of the city's bounding box and the name of its metric system."""
    west, south, east, north = profile.bounding_box
    longitudes = (west, (west + east) / 2, east)
    latitudes = (south, (south + north) / 2, north)
    to_metric = Transformer.from_crs(LONLAT, profile.metric_srid, always_xy=True)
    rows = [[to_metric.transform(lon, lat) for lon in longitudes] for lat in latitudes]
    names = {srid: name for name, srid in TYPED_SYSTEMS.items()}
    return Readout(
        system=names.get(profile.metric_srid) or CRS.from_epsg(profile.metric_srid).name,
        longitudes=longitudes,
        latitudes=latitudes,
        eastings=tuple(tuple(round(point[0], 3) for point in row) for row in rows),
        northings=tuple(tuple(round(point[1], 3) for point in row) for row in rows),
    )
