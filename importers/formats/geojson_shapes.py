"""Shapes of GeoJSON (RFC 7946 §3.1), checked strictly before they are built."""

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import InvalidError
from geodata.text import Text

# How many brackets stand around a single number in the coordinates of each kind of shape.
_DEPTHS = {
    "Point": 1,
    "MultiPoint": 2,
    "LineString": 2,
    "MultiLineString": 3,
    "Polygon": 3,
    "MultiPolygon": 4,
}
KINDS = frozenset({*_DEPTHS, "GeometryCollection"})
_LONGEST_POSITION = 3

_NO_OBJECT = Text(sv="den är inget objekt", en="it is not an object")
_COLLECTION = Text(sv="samlingar (GeometryCollection) läses inte", en="collections are not read")
_UNKNOWN_KIND = Text(sv="dess slag (type) är okänt", en="its type is unknown")
_NESTED = Text(sv="koordinaterna är inte rätt nästlade", en="coordinates are nested wrongly")
_LENGTH = Text(sv="ett läge har två eller tre tal", en="a position has two or three numbers")
_NO_NUMBER = Text(sv="en koordinat är inget tal", en="a coordinate is not a number")
_SHORT_RING = Text(sv="en ring har färre än fyra lägen", en="a ring has fewer than four positions")
_OPEN_RING = Text(sv="en ring är inte sluten", en="a ring is not closed")


def shape_of_geometry(geometry: Any) -> BaseGeometry | None:
    """Return the shape of a geometry object; None for null. Raises InvalidError, saying why."""
    if geometry is None:
        return None
    if not isinstance(geometry, dict):
        raise InvalidError(_NO_OBJECT)
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        raise InvalidError(_COLLECTION)
    if not isinstance(kind, str) or kind not in _DEPTHS:
        raise InvalidError(_UNKNOWN_KIND)
    coordinates: Any = geometry.get("coordinates")
    _check(coordinates, _DEPTHS[kind])
    if kind == "Polygon":
        _check_rings(coordinates)
    elif kind == "MultiPolygon":
        for polygon in coordinates:
            _check_rings(polygon)
    try:
        return shapely.geometry.shape(geometry)
    except (KeyError, IndexError, shapely.errors.ShapelyError) as error:
        raise InvalidError(Text(sv=str(error), en=str(error))) from error


def _check(coordinates: object, depth: int) -> None:
    if not isinstance(coordinates, list):
        raise InvalidError(_NESTED)
    if depth > 1:
        for part in coordinates:
            _check(part, depth - 1)
        return
    if not 2 <= len(coordinates) <= _LONGEST_POSITION:
        raise InvalidError(_LENGTH)
    if not all(isinstance(number, int | float) and not isinstance(number, bool) for number in coordinates):
        raise InvalidError(_NO_NUMBER)


def _check_rings(rings: list[list[object]]) -> None:
    for ring in rings:
        if len(ring) < 4:
            raise InvalidError(_SHORT_RING)
        if ring[0] != ring[-1]:
            raise InvalidError(_OPEN_RING)
