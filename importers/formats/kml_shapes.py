"""The shape of a KML placemark: points, lines, polygons, or several of one kind; heights are left."""

import math
import re
from collections.abc import Callable
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.text import Text
from importers.formats.markup import Element
from importers.formats.shapes import NO_SHAPE, ReadShape, broken

_SINGLE = frozenset({"Point", "LineString", "LinearRing", "Polygon"})
_MULTI = "MultiGeometry"
_OTHER = frozenset({"Model", "Track", "MultiTrack"})
_TOGETHER: dict[str, Callable[[Any], BaseGeometry]] = {
    "Point": shapely.MultiPoint,
    "LineString": shapely.MultiLineString,
    "Polygon": shapely.MultiPolygon,
}
_COMMA = re.compile(r"\s*,\s*")

_NOT_READ = Text(sv="{kind} läses inte", en="{kind} is not read")
_MIXED = Text(sv="former av olika slag står tillsammans", en="shapes of several kinds stand together")
_SEVERAL = Text(sv="platsmärket har flera former", en="the placemark has several shapes")
_NOT_NUMBERS = Text(
    sv="”{found}” är inget läge (longitud,latitud)", en="“{found}” is no position (longitude,latitude)"
)
_TOO_FEW = Text(sv="{kind} har för få lägen", en="{kind} has too few positions")
_OPEN = Text(sv="en ring är inte sluten", en="a ring is not closed")
_NO_OUTLINE = Text(sv="en polygon saknar ytterkant", en="a polygon has no outline")


class _UnfitError(Exception):
    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


def shape_of_placemark(placemark: Element) -> ReadShape:
    """Return the shape of a placemark, which may have none, or why it cannot be read."""
    held = [child for child in placemark.children if child.name in _SINGLE | _OTHER or child.name == _MULTI]
    if len(held) > 1:
        return broken(_SEVERAL)
    try:
        parts = [shape for element in held for shape in _shapes(element)]
    except _UnfitError as error:
        return broken(error.why)
    if not parts:
        return NO_SHAPE
    kinds = {shape.geom_type for shape in parts}
    if len(kinds) > 1:
        return broken(_MIXED)
    return ReadShape(parts[0] if len(parts) == 1 else _TOGETHER[kinds.pop()](parts))


def _shapes(element: Element) -> list[BaseGeometry]:
    """Return the single shapes in an element, whose own nesting the reading of the file has bounded."""
    if element.name == _MULTI:
        return [shape for child in element.children for shape in _shapes(child)]
    if element.name in _OTHER:
        raise _UnfitError(_NOT_READ.format(kind=element.name))
    if element.name == "Polygon":
        return _polygon(element)
    if element.name not in _SINGLE:
        return []
    places = _places(element)
    least = {"Point": 1, "LineString": 2, "LinearRing": 4}[element.name]
    if not places:
        return []
    if len(places) < least or (element.name == "Point" and len(places) > 1):
        raise _UnfitError(_TOO_FEW.format(kind=element.name) if len(places) < least else _SEVERAL)
    return [shapely.Point(places[0]) if element.name == "Point" else shapely.LineString(places)]


def _polygon(element: Element) -> list[BaseGeometry]:
    outer = [ring for side in element.every("outerBoundaryIs") for ring in _rings(side)]
    inner = [ring for side in element.every("innerBoundaryIs") for ring in _rings(side)]
    if not outer and not inner:
        return []
    if len(outer) != 1:
        raise _UnfitError(_NO_OUTLINE)
    return [shapely.Polygon(outer[0], inner)]


def _rings(side: Element) -> list[list[tuple[float, float]]]:
    rings = [places for ring in side.every("LinearRing") if (places := _places(ring))]
    for places in rings:
        if len(places) < 4:
            raise _UnfitError(_TOO_FEW.format(kind="LinearRing"))
        if places[0] != places[-1]:
            raise _UnfitError(_OPEN)
    return rings


def _places(element: Element) -> list[tuple[float, float]]:
    """Return the positions of an element's coordinates: longitude,latitude[,height] with space between."""
    written = _COMMA.sub(",", element.text_of("coordinates") or "")
    return [_place(position) for position in written.split()]


def _place(written: str) -> tuple[float, float]:
    numbers = written.split(",")
    try:
        longitude, latitude = float(numbers[0]), float(numbers[1])
    except (ValueError, IndexError) as error:
        raise _UnfitError(_NOT_NUMBERS.format(found=written[:40])) from error
    if len(numbers) > 3 or not (math.isfinite(longitude) and math.isfinite(latitude)):
        raise _UnfitError(_NOT_NUMBERS.format(found=written[:40]))
    return longitude, latitude
