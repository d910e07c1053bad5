"""Where something is, as files tell it: coordinates in columns, a shape, a place named in words."""

import math

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.crs import LONLAT
from geodata.errors import InvalidError
from geodata.text import Text
from importers import values
from importers.positions.record_shapes import (
    exchanged,
    in_hexadecimal,
    is_no_point,
    point_in_hexadecimal,
    written_pair,
    written_shape,
)
from importers.source import MISSING_VALUE, Column, Record, Terms
from importers.where import Position

COLUMNS = (
    Column(
        "x",
        Text("östlig koordinat", "easting"),
        ("easting", "east", "öst", "e", "sweref_e", "xkoord", "xcoord"),
    ),
    Column(
        "y",
        Text("nordlig koordinat", "northing"),
        ("northing", "north", "nord", "n", "sweref_n", "ykoord", "ycoord"),
    ),
    Column("lon", Text("longitud", "longitude"), ("longitude", "longitud", "lng", "long")),
    Column("lat", Text("latitud", "latitude"), ("latitude", "latitud")),
    Column("wkt", Text("geometri som WKT", "geometry as WKT"), ("geometry", "geom", "geometri", "the_geom")),
    Column(
        "position",
        Text(
            "läget som en text: ”lat lon”, WKT eller GeoJSON",
            "the position as one text: “lat lon”, WKT or GeoJSON",
        ),
        ("läge", "geopoint", "gps", "koordinater", "coordinates", "_geolocation"),
    ),
)
PLACE_COLUMN = Column(
    "location",
    Text("platsen i ord: gata, område eller känd plats", "the place in words: street, area or known place"),
    ("adress", "address", "gatuadress", "gata", "street", "hundred_block", "platsbeskrivning"),
    words=True,
)
"""For sources whose rows may be placed by a name: see `importers.positions.place_names`."""

_NOT_A_POINT = Text(sv="Läget är ingen punkt.", en="The position is not a point.")
_OUT_OF_RANGE = Text(
    sv="Koordinaten är ingen grad: longitud -180 till 180, latitud -90 till 90.",
    en="The coordinate is no degree: longitude -180 to 180, latitude -90 to 90.",
)
_OTHER_CRS = Text(
    sv="Raden anger EPSG:{stated}, men filen läses som EPSG:{srid}. Är det rätt, ange det med --crs.",
    en="The row says EPSG:{stated}, but the file is read as EPSG:{srid}. If so, give that with --crs.",
)
_NO_CRS = Text(
    sv="Filen säger inte vilket koordinatsystem läget är i; ange --crs EPSG:n.",
    en="The file does not say which reference system the position is in; give --crs EPSG:n.",
)
_NOWHERE = Text(
    sv="koordinaten är ingen plats utan {what}; raden räknas som utan plats",
    en="the coordinate is no place but {what}; the row counts as without position",
)


def shape_of(record: Record, terms: Terms) -> str | None:
    """Return a record's shape as extended WKB, in the file's CRS; None where it has no position.

    Empty coordinates, (0, 0), NaN, a pole and points that stand for a whole city or country mean no position.
    Raises InvalidError for what cannot be read.
    """
    return _extended(_located(record, terms), terms)


def point_of(record: Record, terms: Terms) -> str | None:
    """Return a record's point as `shape_of` does; raises InvalidError for any other kind of shape.

    A multipoint of one point is that point.
    """
    if record.shape is None and not record.has("wkt") and (pair := written_pair(record)) is not None:
        spot = pair[::-1] if terms.where.exchanged else pair
        return point_in_hexadecimal(*spot, terms.srid or 0) if _is_somewhere(*spot, record, terms) else None
    shape = _located(record, terms)
    if shape is not None and not isinstance(shape, shapely.Point):
        raise InvalidError(_NOT_A_POINT, field="wkt" if record.has("wkt") else "geometry")
    return _extended(shape, terms)


def position_of(record: Record, terms: Terms, *, points_only: bool = True) -> Position:
    """Return a record's point, else the place that it names, where people have decided which place is meant.

    With `points_only` false, any shape is taken. For sources with PLACE_COLUMN.

    A name that nobody has decided on is gathered in the terms: places are proposed for it.
    """
    shape = point_of(record, terms) if points_only else shape_of(record, terms)
    if shape is not None or not record.has(PLACE_COLUMN.field):
        return Position(shape)
    wording = record.text(PLACE_COLUMN.field)
    placed = terms.where.placed.get(wording)
    if placed is None:
        terms.where.unplaced.add(wording)
        return Position(None)
    return placed


def needed(shape: str | None, field: str = "x") -> str:
    """Return the shape; raises InvalidError where there is none and the row cannot do without."""
    if shape is None:
        raise InvalidError(MISSING_VALUE, field=field)
    return shape


def _located(record: Record, terms: Terms) -> BaseGeometry | None:
    """Return a record's shape, x before y; None where it has none, or one that is no position."""
    shape = written_shape(record)
    if shape is None or shape.is_empty:
        return None
    stated = shapely.get_srid(shape)
    if stated and stated != terms.srid and not terms.where.said:
        raise InvalidError(_OTHER_CRS.format(stated=stated, srid=terms.srid), field="wkt")
    if isinstance(shape, shapely.MultiPoint) and len(shape.geoms) == 1:
        shape = shape.geoms[0]
    if terms.where.exchanged:
        shape = exchanged(shape)
    if isinstance(shape, shapely.Point) and not _is_somewhere(shape.x, shape.y, record, terms):
        return None
    return shape


def _is_somewhere(x: float, y: float, record: Record, terms: Terms) -> bool:
    """Return whether a point is a position; raises InvalidError where it cannot be one in the file's CRS."""
    if is_no_point(x, y):
        return False
    if math.isinf(x) or math.isinf(y):
        raise InvalidError(values.NOT_A_NUMBER, field=_columns(record)[math.isinf(y)])
    if terms.srid == LONLAT and not (abs(x) <= 180 and abs(y) <= 90):
        raise InvalidError(_OUT_OF_RANGE, field=_columns(record)[abs(x) <= 180])
    what = terms.where.nowhere.name_at(x, y)
    if what is not None:
        terms.notes.add(record.number, _NOWHERE.format(what=what))
    return what is None


def _columns(record: Record) -> tuple[str, str]:
    """Return the fields of a record's coordinates, east and north."""
    for east, north in (("lon", "lat"), ("x", "y")):
        if record.has(east) or record.has(north):
            return east, north
    field = next((name for name in ("wkt", "position") if record.has(name)), "geometry")
    return field, field


def _extended(shape: BaseGeometry | None, terms: Terms) -> str | None:
    """Return a shape in the file's CRS; raises InvalidError where the sample had no shape to ask about it."""
    if shape is None:
        return None
    if terms.srid is None:
        raise InvalidError(_NO_CRS, field="geometry")
    return in_hexadecimal(shape, terms.srid)
