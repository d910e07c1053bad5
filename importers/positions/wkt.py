"""Shapes as databases write them into a cell: WKT, with or without an EPSG number, and WKB in digits."""

import re

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import InvalidError
from geodata.text import Text
from importers import values

_BAD = Text(sv="Värdet är ingen geometri i WKT.", en="The value is no geometry in WKT.")
_NESTED = Text(
    sv="Geometrin består av för många samlingar i varandra.",
    en="The geometry is made of too many collections within each other.",
)
_MOST_COLLECTIONS = 100  # GEOS reads collections within collections by recursion, and falls over some depth

_NUMBERED = re.compile(r"SRID\s*=\s*([0-9]{1,6})\s*;", re.IGNORECASE)
_DIGITS = re.compile(r"(?:[0-9A-F]{2})+", re.IGNORECASE)
# A collection's number in WKB, the lowest byte first or last, with and without the marks of Z, M and a CRS.
_COLLECTION = re.compile(r"COLLECTION|0107000[0-9A-F]{3}|00[0-9A-F]{2}000007|01(?:EF|D7|BF)03", re.IGNORECASE)


def shape_of_wkt(raw: object) -> BaseGeometry:
    """Return a shape as it is written; where the text states its EPSG number, with that number.

    Raises InvalidError for what is no shape, and for collections without end.
    """
    written = values.text(raw)
    srid = 0
    if numbered := _NUMBERED.match(written):
        srid, written = int(numbered[1]), written[numbered.end() :]
    collections = _COLLECTION.match(written.upper().removeprefix("GEOMETRY"))
    if collections and len(_COLLECTION.findall(written)) > _MOST_COLLECTIONS:
        raise InvalidError(_NESTED)
    try:
        with np.errstate(over="ignore"):  # 1e400 becomes infinite, which is no coordinate of any city
            shape = shapely.from_wkb(written) if _DIGITS.fullmatch(written) else shapely.from_wkt(written)
    except (shapely.errors.GEOSException, ValueError, NotImplementedError) as error:  # the last: arcs
        raise InvalidError(_BAD) from error
    read: BaseGeometry = shapely.set_srid(shape, srid) if srid else shape
    return read
