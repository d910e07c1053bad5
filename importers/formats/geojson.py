"""GeoJSON (RFC 7946, and the older `crs` member), read strictly with the standard library's parser."""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.crs import LONLAT
from geodata.text import Text
from importers.formats.content import FileContent, RawRecord, Reading, UnreadableFileError
from importers.formats.format import Format
from importers.formats.reference_systems import srid_of

# How many brackets stand around a single number in the coordinates of each kind of shape.
_DEPTHS = {
    "Point": 1,
    "MultiPoint": 2,
    "LineString": 2,
    "MultiLineString": 3,
    "Polygon": 3,
    "MultiPolygon": 4,
}

_BROKEN = Text(sv="Filen är inte giltig JSON: {why}.", en="The file is not valid JSON: {why}.")
_TOO_DEEP = Text(sv="Filen är för djupt nästlad.", en="The file is nested too deeply.")
_NO_FEATURES = Text(
    sv="Filen är ingen GeoJSON med objekt (FeatureCollection).",
    en="The file is no GeoJSON with features (FeatureCollection).",
)
_NO_FEATURE = Text(sv="Posten är inget GeoJSON-objekt (Feature).", en="The record is no GeoJSON feature.")
_BAD_PROPERTIES = Text(
    sv="Egenskaperna (properties) är inte ett objekt.", en="The properties are not an object."
)
_BAD_SHAPE = Text(sv="Geometrin är ogiltig: {why}.", en="The geometry is not valid: {why}.")
_BAD_CRS = Text(
    sv="Filens uppgift om koordinatsystem (crs) går inte att förstå.",
    en="The file's statement of its coordinate reference system (crs) cannot be understood.",
)


class _NotStrictError(ValueError):
    """A number or an object that JSON has no room for."""


def recognise(start: bytes, _path: Path) -> bool:
    """Return whether the file begins as JSON does."""
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["}


def read(path: Path, _reading: Reading) -> FileContent:
    """Return the content of a GeoJSON file, numbered from 1; headers are all properties that occur.

    Raises UnreadableFileError for invalid JSON (NaN, infinite numbers and doubled keys included), for
    anything but features, and for a `crs` that has no EPSG number.
    """
    document = _parsed(path)
    if isinstance(document, dict) and document.get("type") == "Feature":
        features: object = [document]
    elif isinstance(document, dict) and document.get("type") == "FeatureCollection":
        features = document.get("features")
    else:
        features = None
    if not isinstance(document, dict) or not isinstance(features, list):
        raise UnreadableFileError(_NO_FEATURES)
    headers: dict[str, None] = {}
    for feature in features:
        if isinstance(feature, dict) and isinstance(feature.get("properties"), dict):
            headers.update(dict.fromkeys(feature["properties"]))
    srid, notices = _crs(document)
    known = list(features)
    return FileContent(tuple(headers), lambda: _records(known), srid, notices)


def _parsed(path: Path) -> object:
    try:
        return json.loads(
            path.read_text(encoding="utf-8-sig"),
            parse_constant=_refuse_constant,
            parse_float=_finite,
            object_pairs_hook=_single_keys,
        )
    except RecursionError as error:
        raise UnreadableFileError(_TOO_DEEP) from error
    except json.JSONDecodeError as error:
        why = f"{error.msg} ({error.lineno}:{error.colno})"
        raise UnreadableFileError(_BROKEN.format(why=why), row=None) from error
    except ValueError as error:
        # Not strict, not UTF-8, or a whole number of more digits than Python reads.
        raise UnreadableFileError(_BROKEN.format(why=str(error).split(";")[0])) from error


def _refuse_constant(name: str) -> float:
    raise _NotStrictError(f"{name} is no number")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise _NotStrictError(f"{digits[:20]} is too large")
    return value


def _single_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _NotStrictError("a key occurs twice in one object")
    return found


def _crs(document: dict[str, Any]) -> tuple[int, tuple[Text, ...]]:
    stated = document.get("crs")
    if stated is None:
        return LONLAT, ()
    try:
        found = srid_of(str(stated["properties"]["name"]))
    except (KeyError, TypeError) as error:
        raise UnreadableFileError(_BAD_CRS) from error
    if found is None:
        raise UnreadableFileError(_BAD_CRS)
    return found.srid, found.notices


def _records(features: list[object]) -> Iterator[RawRecord]:
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            yield RawRecord(number, {}, fault=_NO_FEATURE)
            continue
        properties = feature.get("properties")
        if not isinstance(properties, dict | None):
            yield RawRecord(number, {}, fault=_BAD_PROPERTIES)
            continue
        try:
            shape = _shape(feature.get("geometry"))
        except (ValueError, TypeError, KeyError, shapely.errors.ShapelyError) as error:
            yield RawRecord(number, {}, fault=_BAD_SHAPE.format(why=error))
            continue
        values = {key: None if value == "" else value for key, value in (properties or {}).items()}
        yield RawRecord(number, values, shape)


def _shape(geometry: Any) -> BaseGeometry | None:
    if geometry is None:
        return None
    if not isinstance(geometry, dict):
        raise TypeError("it is not an object")
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        raise ValueError("collections are not read")
    if kind not in _DEPTHS:
        raise ValueError("its type is unknown")
    coordinates: Any = geometry.get("coordinates")
    _check(coordinates, _DEPTHS[kind])
    if kind == "Polygon":
        _check_rings(coordinates)
    elif kind == "MultiPolygon":
        for polygon in coordinates:
            _check_rings(polygon)
    return shapely.geometry.shape(geometry)


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


FORMAT = Format("geojson", Text(sv="GeoJSON", en="GeoJSON"), recognise, read)
