"""Shapes out of well-known binary, many at a time; a broken one is a fault of its record alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.text import Text
from importers.formats.content import RawRecord, Shapes

_KINDS = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"})
_FLAT = (0, 1, 3, 4, 5, 6)  # shapely's numbers of the same kinds

_BROKEN = Text(sv="Formen går inte att läsa: {why}.", en="The shape cannot be read: {why}.")
_OTHER_KIND = Text(
    sv="Formen är av ett slag som inte läses: {kind}.", en="The shape is of a kind that is not read: {kind}."
)

_CURVED = Text(
    sv="Formen har bågar, som inte läses; räta ut den till linjer.",
    en="The shape has arcs, which are not read; make them straight lines.",
)


@dataclass(frozen=True, slots=True)
class ReadShape:
    """A shape in two dimensions, None where the record has none, or the fault for which it cannot be read."""

    shape: BaseGeometry | None = None
    fault: Text | None = None

    def record(self, number: int, values: Mapping[str, object]) -> RawRecord:
        """Return the record of these values that has this shape, or its fault."""
        return RawRecord(number, values, self.shape, self.fault, fault_in="geometry")


NO_SHAPE = ReadShape()


def shapes_of(binaries: Sequence[bytes | None]) -> list[ReadShape]:
    """Return the shape of each well-known binary, without heights and measures; None gives no shape."""
    shapes = sound_shapes(binaries)
    return [
        shape_of(binary) if shape is None else ReadShape(shape)
        for shape, binary in zip(shapes, binaries, strict=True)
    ]


def sound_shapes(binaries: Sequence[bytes | None]) -> Shapes:
    """Return the same shapes in an array; None for what has none, or is at fault."""
    try:
        found = shapely.force_2d(shapely.from_wkb(list(binaries)))
    except (shapely.errors.ShapelyError, TypeError, ValueError, NotImplementedError):  # arcs: see `shape_of`
        found = np.array([shape_of(binary).shape for binary in binaries], dtype=object)
    found[~np.isin(shapely.get_type_id(found), _FLAT) | shapely.is_empty(found)] = None
    return found


def broken(why: object) -> ReadShape:
    """Return the fault of a shape that cannot be read."""
    return ReadShape(fault=_BROKEN.format(why=why))


def shape_of(binary: bytes | None) -> ReadShape:
    """Return the shape of one well-known binary, as `shapes_of` does."""
    if binary is None:
        return NO_SHAPE
    try:
        return _checked(shapely.force_2d(shapely.from_wkb(binary)))
    except (shapely.errors.ShapelyError, TypeError, ValueError) as error:
        return broken(str(error).removeprefix("ParseException: ").splitlines()[0])
    except NotImplementedError:  # shapely's answer to arcs
        return ReadShape(fault=_CURVED)


def _checked(shape: BaseGeometry | None) -> ReadShape:
    if shape is None or shape.is_empty:
        return NO_SHAPE
    if shape.geom_type not in _KINDS:
        return ReadShape(fault=_OTHER_KIND.format(kind=shape.geom_type))
    return ReadShape(shape)
