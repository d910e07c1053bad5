"""Geometries of edited rows: drawn or clicked in WGS 84 degrees, kept in the city's metric system."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.errors import ShapelyError
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from geodata.city import CityProfile
from geodata.crs import LONLAT
from geodata.edits.positions import FIELD, Position, position_at
from geodata.errors import InvalidError
from geodata.text import Text

DRAWN_TYPES = ("Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon")
MOST_VERTICES = 5000

_NO_SHAPE = Text(
    sv="Ritningen gick inte att läsa. Rita en punkt, en linje eller en yta.",
    en="The drawing could not be read. Draw a point, a line or a surface.",
)
_CROSSED = Text(
    sv="Ytans gräns korsar sig själv. Rita om den.", en="The border of the surface crosses itself. Redraw it."
)


def metric_shape(drawn: Position | Mapping[str, Any], profile: CityProfile) -> BaseGeometry:
    """Return a position or a GeoJSON geometry (WGS 84) in the city's metric system.

    Raises InvalidError (field "coordinates") for what is no valid point, line or surface, has too many
    vertices, or leaves the city's bounding box.
    """
    if isinstance(drawn, Position):
        return Point(drawn.easting, drawn.northing)
    geometry = _read(drawn)
    for lon, lat in shapely.get_coordinates(geometry):
        position_at(float(lon), float(lat), profile)
    transformer = Transformer.from_crs(LONLAT, profile.metric_srid, always_xy=True)

    def in_metres(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transformer.transform(lonlat[:, 0], lonlat[:, 1]))

    moved = shapely.transform(geometry, in_metres)
    if not moved.is_valid:
        raise InvalidError(_CROSSED, field=FIELD)
    return moved


def _read(drawn: Mapping[str, Any]) -> BaseGeometry:
    if drawn.get("type") not in DRAWN_TYPES:
        raise InvalidError(_NO_SHAPE, field=FIELD)
    try:
        geometry = shapely.force_2d(shape(dict(drawn)))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, ShapelyError) as error:
        raise InvalidError(_NO_SHAPE, field=FIELD) from error
    vertices = shapely.get_num_coordinates(geometry)
    if not 0 < vertices <= MOST_VERTICES:
        raise InvalidError(_NO_SHAPE, field=FIELD)
    return geometry
