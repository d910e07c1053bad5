"""Shapefiles through GDAL, with every other of its drivers switched off.

GDAL trusts content over name: a virtual dataset called .shp could open other files and addresses. What is not
a Shapefile by its own bytes never reaches it, and no other driver is there to answer.
"""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
from pyogrio._ogr import _register_drivers

from geodata.text import Text
from importers.formats.content import RawRecord, UnreadableFileError
from importers.formats.shapes import NO_SHAPE, ReadShape, broken, shapes_of

DRIVERS = ("ESRI Shapefile",)
_AT_ONCE = 2000
_BYTES_AT_ONCE = 1 << 23
_MOST_BROKEN_PORTIONS = 3

_BROKEN = Text(sv="Filen går inte att läsa: {why}.", en="The file cannot be read: {why}.")


def _switch_other_drivers_off() -> None:
    others = [driver for driver in pyogrio.list_drivers() if driver not in DRIVERS]
    pyogrio.set_gdal_config_options(
        {
            "GDAL_SKIP": ",".join(others),
            "GDAL_DRIVER_PATH": "disable",
            "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",  # no address is ever opened
        }
    )
    _register_drivers()  # registering again is what applies the list


_switch_other_drivers_off()


@dataclass(frozen=True, slots=True)
class Layer:
    """What GDAL says of a layer: its columns, which of them hold whole numbers, and its stated CRS."""

    headers: tuple[str, ...]
    whole: tuple[bool, ...]
    crs: str | None


def describe(path: Path, encoding: str) -> Layer:
    """Return what is known of a Shapefile before its records; raises UnreadableFileError for a broken one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of measures and heights, which are left out and told elsewhere
            info = pyogrio.read_info(path, encoding=encoding)
    except _STUMBLES as error:
        raise unreadable(error) from error
    return Layer(
        tuple(str(name) for name in info["fields"]),
        tuple(kind.startswith("OFTInteger") for kind in info["ogr_types"]),
        info["crs"],
    )


def features(
    path: Path, encoding: str, layer: Layer, shaped: np.ndarray, sizes: np.ndarray
) -> Iterator[RawRecord]:
    """Yield the records, a portion of them in memory at a time; deleted ones are passed over.

    `shaped` tells of each record whether it has a shape: one that GDAL then cannot read is a fault. `sizes`
    are their bytes, by which portions are measured out.
    """
    following = broken_portions = 0
    until = np.cumsum(sizes)
    while following < len(shaped):
        room = until[following] - sizes[following] + _BYTES_AT_ONCE
        portion = max(1, min(_AT_ONCE, int(np.searchsorted(until, room, "right")) - following))
        try:
            numbers, columns, binaries = _read(path, encoding, following, max_features=portion)
            shapes = shapes_of(binaries)
            _empty([binaries])
        except _STUMBLES as error:
            broken_portions += 1
            if broken_portions > _MOST_BROKEN_PORTIONS:
                raise unreadable(error) from error
            numbers, columns, shapes = _read_singly(path, encoding, following, portion)
        if not numbers:
            return
        for index, number in enumerate(numbers):
            values = {
                header: _plain(column[index], whole=whole)
                for header, whole, column in zip(layer.headers, layer.whole, columns, strict=True)
            }
            found = shapes[index]
            if shaped[number] and found == NO_SHAPE:
                found = broken("GDAL")
            yield found.record(number + 1, values)
        _empty(columns)
        following = numbers[-1] + 1


def _empty(arrays: list[np.ndarray]) -> None:
    """Let go of what arrays hold: pyogrio 0.13 leaves them in a cycle, to be found at some later time."""
    for array in arrays:
        if array.dtype == object:
            array.fill(None)


def _read(path: Path, encoding: str, following: int, **options: Any) -> tuple[list[int], list[Any], Any]:
    """Return numbers from 0, columns and shapes in binary of some records from `following` on."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what GDAL mends in shapes, or leaves out of them
        _, numbers, binaries, columns = pyogrio.raw.read(
            path,
            encoding=encoding,
            force_2d=True,
            datetime_as_string=True,
            return_fids=True,
            skip_features=following,
            **options,
        )
    return numbers.tolist(), columns, binaries


def _read_singly(
    path: Path, encoding: str, following: int, portion: int
) -> tuple[list[int], list[Any], list[ReadShape]]:
    """Return the same with shapes read one by one, so that the broken ones are faults of their records."""
    try:
        numbers, columns, _ = _read(path, encoding, following, read_geometry=False, max_features=portion)
    except _STUMBLES as error:
        raise unreadable(error) from error
    shapes = []
    for number in numbers:
        try:
            _, _, binaries = _read(path, encoding, number, columns=[], max_features=1)
            shapes += shapes_of(binaries)
        except _STUMBLES as error:
            shapes.append(broken(_why(error)))
    return numbers, columns, shapes


_STUMBLES = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
    pyogrio.errors.FieldError,
    UnicodeDecodeError,
    ValueError,
)


def _plain(value: Any, *, whole: bool) -> object:
    """Return a value of an array as Python's own; missing numbers and empty texts are None."""
    if isinstance(value, np.generic):
        value = value.item()
    if value == "" or (isinstance(value, float) and np.isnan(value)):
        return None
    return int(value) if whole and isinstance(value, float) else value


def unreadable(error: Exception) -> UnreadableFileError:
    """Return the refusal of a file on which GDAL stumbled."""
    return UnreadableFileError(_BROKEN.format(why=_why(error)))


def _why(error: Exception) -> str:
    # GDAL names the file in quotes first; what follows is the reason.
    return str(error).rsplit("'", 1)[-1].split(";")[0].strip(" :.") or type(error).__name__
