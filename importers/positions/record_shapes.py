"""Shapes as a record's columns give them, in any CRS, and as the database reads them."""

import math
import struct

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import InvalidError
from importers import values
from importers.formats import Shapes
from importers.positions.geotexts import shape_of_text
from importers.positions.wkt import shape_of_wkt
from importers.source import Record

SHAPE_COLUMNS = ("wkt", "lon", "x", "position")

POLES = ((180.0, 90.0), (180.0, -90.0), (-180.0, 90.0), (-180.0, -90.0))
"""What programs write for "no position" in degrees, whichever axis is first."""

# A point as extended WKB: its byte order, its kind with the mark of a CRS, the CRS, x, y.
_POINT, _POINT_WITH_CRS, _BARE = struct.Struct("<BIIdd"), 0x20000001, struct.Struct("<BIdd")
_NO_NUMBERS = frozenset({"nan", "null"})


def written_shape(record: Record) -> BaseGeometry | None:
    """Return a record's shape as it stands, its own or that of its columns; None where they are empty.

    Raises InvalidError, naming the field, for what cannot be read.
    """
    if record.shape is not None:
        return record.shape
    if record.has("wkt"):
        written: BaseGeometry = record.read("wkt", shape_of_wkt)
        return written
    pair = written_pair(record)
    if pair is not None:
        return shapely.Point(pair)
    told: BaseGeometry | None = record.read_if_given("position", shape_of_text)
    return told


def written_pair(record: Record) -> tuple[float, float] | None:
    """Return the numbers of a record's coordinates, nan where they say so; None where it has no such columns.

    Raises InvalidError, naming the field, for what is no number and for one without the other.
    """
    for east, north in (("lon", "lat"), ("x", "y")):
        if record.has(east) or record.has(north):
            return record.read(east, _coordinate), record.read(north, _coordinate)
    return None


def _coordinate(raw: object) -> float:
    """Return a number; nan for what says that it is none."""
    written = values.text(raw)
    return math.nan if written.casefold() in _NO_NUMBERS else values.number(written)


def is_no_point(x: float, y: float) -> bool:
    """Return whether a pair of coordinates means that there are none: NaN, (0, 0) or a pole."""
    return math.isnan(x) or math.isnan(y) or (x == 0 and y == 0) or (x, y) in POLES or (y, x) in POLES


def exchanged(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape with x and y in each other's place."""
    turned: BaseGeometry = shapely.transform(shapely.force_2d(shape), lambda points: points[:, ::-1])
    return turned


def point_in_hexadecimal(x: float, y: float, srid: int) -> str:
    """Return a point as `in_hexadecimal` does: the shape of most rows, written without the detour."""
    return (
        _POINT.pack(1, _POINT_WITH_CRS, srid, x, y).hex().upper()
        if srid
        else _BARE.pack(1, 1, x, y).hex().upper()
    )


def in_hexadecimal(shape: BaseGeometry, srid: int) -> str:
    """Return a shape as extended WKB in a CRS, without heights."""
    flat = shapely.set_srid(shapely.force_2d(shape), srid)
    return str(shapely.to_wkb(flat, hex=True, include_srid=True))


def all_in_hexadecimal(shapes: Shapes, srid: int) -> list[str | None]:
    """Return flat shapes as `in_hexadecimal` does; None where there is none."""
    written = shapely.to_wkb(shapely.set_srid(shapes, srid), include_srid=True)
    return [None if binary is None else binary.hex().upper() for binary in written]


def readable(record: Record) -> tuple[float, float, int] | None:
    """Return a point of a record's shape as it is written, and the EPSG number that it states of itself or 0.

    None where the record has no position, or none that can be read.
    """
    try:
        shape = written_shape(record)
    except InvalidError:
        return None
    if shape is None or shape.is_empty:
        return None
    x, y = map(float, shapely.get_coordinates(shape)[0])
    return None if is_no_point(x, y) else (x, y, int(shapely.get_srid(shape)))
