"""Shapes of GeoJSON (RFC 7946 §3.1), checked strictly before they are built."""

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

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


def shape_of_geometry(geometry: Any) -> BaseGeometry | None:
    """Return the shape of a geometry object; None for null. Raises ValueError or TypeError, saying why."""
    if geometry is None:
        return None
    if not isinstance(geometry, dict):
        raise TypeError("it is not an object")
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        raise ValueError("collections are not read")
    if not isinstance(kind, str) or kind not in _DEPTHS:
        raise ValueError("its type is unknown")
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
        raise ValueError(str(error)) from error


def _check(coordinates: object, depth: int) -> None:
    if not isinstance(coordinates, list):
        raise TypeError("coordinates are nested wrongly")
    if depth > 1:
        for part in coordinates:
            _check(part, depth - 1)
        return
    if not 2 <= len(coordinates) <= 4:
        raise ValueError("a position has two or three numbers")
    if not all(isinstance(number, int | float) and not isinstance(number, bool) for number in coordinates):
        raise TypeError("a coordinate is not a number")


def _check_rings(rings: list[list[object]]) -> None:
    for ring in rings:
        if len(ring) < 4:
            raise ValueError("a ring has fewer than four positions")
        if ring[0] != ring[-1]:
            raise ValueError("a ring is not closed")
