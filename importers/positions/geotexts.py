"""A position written into one text: WKT, WKB, GeoJSON, or latitude and longitude as forms write them.

KoboToolbox and ODK write a point as "lat lon altitude accuracy", lines and areas as such points between
semicolons. In all of these latitude comes first; WKT, WKB and GeoJSON give x before y. What comes back always
has x before y, and bears the EPSG number that the text states or implies.
"""

import json
import re
from itertools import pairwise

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.crs import LONLAT
from geodata.errors import InvalidError
from geodata.text import Text
from importers import values
from importers.formats.geojson_shapes import shape_of_geometry
from importers.positions.wkt import shape_of_wkt

_NUMBER = r"[+-]?[0-9]{1,9}(?:[.,][0-9]*)?"
_POINT = re.compile(rf"({_NUMBER})\s+({_NUMBER})(?:\s+{_NUMBER}){{0,2}}")
_PAIR = re.compile(r"\(?\s*([+-]?[0-9]{1,9}(?:\.[0-9]*)?)\s*,\s*([+-]?[0-9]{1,9}(?:\.[0-9]*)?)\s*\)?")
_WKB = re.compile(r"0[01](?:[0-9a-fA-F]{2}){8,}")
_TRACE_POINTS = 2
_RING_POSITIONS = 4

NOT_A_POSITION = Text(
    sv="Texten är inget läge; skriv ”lat lon”, WKT eller GeoJSON.",
    en="The text is no position; write “lat lon”, WKT or GeoJSON.",
)
_BAD_GEOJSON = Text(
    sv="Texten är ingen geometri i GeoJSON: {why}.", en="The text is no GeoJSON geometry: {why}."
)
_NO_LATITUDE = Text(
    sv="Det första talet ska vara latituden, mellan -90 och 90, och det andra longituden.",
    en="The first number should be the latitude, from -90 to 90, and the second the longitude.",
)


def shape_of_text(raw: object) -> BaseGeometry:
    """Return the shape that a text gives, x before y, with the EPSG number that it states or implies, or 0.

    Raises InvalidError for what is none, and for a latitude beyond 90 degrees.
    """
    if isinstance(raw, dict):
        return _of_geojson(raw)
    written = values.text(raw)
    if written.startswith("{"):
        return _of_geojson(_parsed(written))
    if written[:1].isalpha() or _WKB.fullmatch(written):
        return shape_of_wkt(written)
    if pair := _PAIR.fullmatch(written):
        return _point(pair)
    return _degrees(_of_points([_position(point) for point in written.rstrip("; ").split(";")]))


def _of_points(points: list[BaseGeometry]) -> BaseGeometry:
    """Return a point, a line, or the area of a line that ends where it began."""
    if len(points) < _TRACE_POINTS:
        return points[0]
    if len(points) >= _RING_POSITIONS and points[0] == points[-1]:
        return shapely.Polygon(shapely.get_coordinates(points))
    if all(one == other for one, other in pairwise(points)):
        return points[0]
    return shapely.LineString(shapely.get_coordinates(points))


def _position(written: str) -> BaseGeometry:
    found = _POINT.fullmatch(written.strip())
    if not found:
        raise InvalidError(NOT_A_POSITION)
    return _point(found)


def _point(found: re.Match[str]) -> BaseGeometry:
    latitude, longitude = values.number(found[1]), values.number(found[2])
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise InvalidError(_NO_LATITUDE)
    return _degrees(shapely.Point(longitude, latitude))


def _degrees(shape: BaseGeometry) -> BaseGeometry:
    numbered: BaseGeometry = shapely.set_srid(shape, LONLAT)
    return numbered


def _parsed(written: str) -> object:
    try:
        return json.loads(written, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        why = getattr(error, "msg", None) or type(error).__name__
        raise InvalidError(_BAD_GEOJSON.format(why=why)) from error


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _of_geojson(found: object) -> BaseGeometry:
    """Return the shape of a geometry, or of a feature."""
    geometry = found.get("geometry") if isinstance(found, dict) and found.get("type") == "Feature" else found
    try:
        shape = shape_of_geometry(geometry)
    except InvalidError as error:
        raise InvalidError(_BAD_GEOJSON.format(why=error.reason)) from error
    if shape is None:
        raise InvalidError(NOT_A_POSITION)
    return _degrees(shape)
