"""Where something is, as files tell it: coordinates in columns, a shape, and the CRS that they are in."""

from collections.abc import Iterable, Mapping

import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.city import CityProfile
from geodata.crs import LONLAT, SWEREF_99_TM, WEB_MERCATOR
from geodata.errors import InvalidError
from geodata.text import Text
from importers import values
from importers.source import MISSING_VALUE, Column, Record, Terms

COLUMNS = (
    Column("x", Text("östlig koordinat", "easting"), ("easting", "east", "öst", "e", "sweref_e", "xkoord")),
    Column(
        "y", Text("nordlig koordinat", "northing"), ("northing", "north", "nord", "n", "sweref_n", "ykoord")
    ),
    Column("lon", Text("longitud", "longitude"), ("longitude", "longitud", "lng", "long")),
    Column("lat", Text("latitud", "latitude"), ("latitude", "latitud")),
    Column("wkt", Text("geometri som WKT", "geometry as WKT"), ("geometry", "geom", "geometri", "the_geom")),
)

_BAD_WKT = Text(sv="Värdet är ingen geometri i WKT.", en="The value is no geometry in WKT.")
_UNKNOWN_CRS = Text(
    sv="EPSG:{srid} är inget känt koordinatsystem.", en="EPSG:{srid} is no known coordinate reference system."
)
_CRS_MISSING = Text(
    sv="Filen säger inte vilket koordinatsystem den har; ange --crs EPSG:n.{proposal}",
    en="The file does not say which coordinate reference system it is in; give --crs EPSG:n.{proposal}",
)
_PROPOSAL = Text(
    sv=" Koordinaterna ligger i staden om de läses som {fitting}.",
    en=" The coordinates lie in the city when read as {fitting}.",
)
_TURNED = Text(sv="{crs} med x och y omkastade", en="{crs} with x and y exchanged")
_OVERRIDDEN = Text(
    sv="Filen anger EPSG:{stated} men läses som EPSG:{given}, som begärt.",
    en="The file says EPSG:{stated} but is read as EPSG:{given}, as asked.",
)
_NOT_A_POINT = Text(sv="Läget är ingen punkt.", en="The position is not a point.")
_OUT_OF_RANGE = Text(
    sv="Koordinaten är ingen grad: longitud -180 till 180, latitud -90 till 90.",
    en="The coordinate is no degree: longitude -180 to 180, latitude -90 to 90.",
)


def shape_of(record: Record, terms: Terms) -> str | None:
    """Return a record's shape as extended WKB, in the file's CRS; None where it has no position.

    Empty coordinates and (0, 0) mean no position. Raises InvalidError for what cannot be read.
    """
    return _extended(record.shape if record.shape is not None else _typed(record, terms), terms)


def point_of(record: Record, terms: Terms) -> str | None:
    """Return a record's point as `shape_of` does; raises InvalidError for any other kind of shape.

    A multipoint of one point is that point.
    """
    shape = record.shape if record.shape is not None else _typed(record, terms)
    if isinstance(shape, shapely.MultiPoint) and len(shape.geoms) == 1:
        shape = shape.geoms[0]
    if shape is not None and not shape.is_empty and not isinstance(shape, shapely.Point):
        raise InvalidError(_NOT_A_POINT, field="wkt" if record.has("wkt") else "geometry")
    return _extended(shape, terms)


def _extended(shape: BaseGeometry | None, terms: Terms) -> str | None:
    if shape is None or shape.is_empty or _is_origin(shape):
        return None
    flat = shapely.set_srid(shapely.force_2d(shape), terms.srid or 0)
    return str(shapely.to_wkb(flat, hex=True, include_srid=True))


def _typed(record: Record, terms: Terms) -> BaseGeometry | None:
    if record.has("wkt"):
        try:
            return shapely.from_wkt(record.text("wkt"))
        except shapely.errors.GEOSException as error:
            raise InvalidError(_BAD_WKT, field="wkt") from error
    for east, north in (("lon", "lat"), ("x", "y")):
        if record.has(east) or record.has(north):
            x, y = record.read(east, values.number), record.read(north, values.number)
            if terms.srid == LONLAT and not (abs(x) <= 180 and abs(y) <= 90):
                raise InvalidError(_OUT_OF_RANGE, field=north if abs(x) <= 180 else east)
            return shapely.Point(x, y)
    return None


def needed(shape: str | None, field: str = "x") -> str:
    """Return the shape; raises InvalidError where there is none and the row cannot do without."""
    if shape is None:
        raise InvalidError(MISSING_VALUE, field=field)
    return shape


def _is_origin(shape: BaseGeometry) -> bool:
    return isinstance(shape, shapely.Point) and shape.x == 0 and shape.y == 0


def choose_srid(
    stated: int | None,
    given: int | None,
    columns: Mapping[str, str],
    sample: Iterable[Record],
    city: CityProfile,
) -> tuple[int | None, Text | None]:
    """Return the EPSG number that a file's positions are in, and a notice where one is due.

    `given` (by the importer's user) goes before what the file has `stated`; columns called lon and lat are
    degrees. Raises InvalidError, proposing what would fit the city, where the file has coordinates and
    nobody says in which CRS; (None, None) where it has none.
    """
    if given is not None:
        if not _is_known(given):
            raise InvalidError(_UNKNOWN_CRS.format(srid=given))
        differs = stated is not None and stated != given
        return given, _OVERRIDDEN.format(stated=stated, given=given) if differs else None
    if stated is not None:
        return stated, None
    if "lon" in columns and "lat" in columns:
        return LONLAT, None
    if not columns.keys() & {"x", "y", "wkt"}:
        return None, None
    raise InvalidError(_CRS_MISSING.format(proposal=proposal(sample, city, besides=None)))


def _is_known(srid: int) -> bool:
    try:
        pyproj.CRS.from_epsg(srid)
    except pyproj.exceptions.CRSError:
        return False
    return True


def box_in(srid: int, city: CityProfile) -> tuple[float, float, float, float] | None:
    """Return the city's box in another CRS (xmin, ymin, xmax, ymax); None where that cannot be computed."""
    if srid == LONLAT:
        return city.bounding_box
    transformer = pyproj.Transformer.from_crs(LONLAT, srid, always_xy=True)
    box = transformer.transform_bounds(*city.bounding_box, densify_pts=21)
    return box if all(abs(edge) < 1e12 for edge in box) else None  # inf and nan fail too


def proposal(sample: Iterable[Record], city: CityProfile, *, besides: int | None) -> Text:
    """Return a sentence naming the CRSs in which most of the sample's points lie in the city; or ""."""
    points = [shape for record in sample if (shape := _readable(record)) is not None]
    fitting: list[Text] = []
    for srid in dict.fromkeys((city.metric_srid, LONLAT, SWEREF_99_TM, WEB_MERCATOR)):
        box = box_in(srid, city)
        if box is None or srid == besides or not points:
            continue
        name = Text(sv=f"EPSG:{srid}", en=f"EPSG:{srid}")
        if 2 * sum(_within(box, x, y) for x, y in points) > len(points):
            fitting.append(name)
        elif 2 * sum(_within(box, y, x) for x, y in points) > len(points):
            fitting.append(_TURNED.format(crs=name))
    if not fitting:
        return Text(sv="", en="")
    return _PROPOSAL.format(
        fitting=Text(sv=", ".join(text.sv for text in fitting), en=", ".join(text.en for text in fitting))
    )


def _readable(record: Record) -> tuple[float, float] | None:
    """Return a point of a record's shape whatever its CRS; None where it has none that can be read."""
    try:
        shape = record.shape
        if shape is None and record.has("wkt"):
            shape = shapely.from_wkt(record.text("wkt"))
        if shape is None:
            east, north = ("lon", "lat") if record.has("lon") else ("x", "y")
            return record.read(east, values.number), record.read(north, values.number)
    except (InvalidError, shapely.errors.GEOSException):
        return None
    if shape.is_empty:
        return None
    x, y = shapely.get_coordinates(shape)[0]
    return float(x), float(y)


def _within(box: tuple[float, float, float, float], x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
