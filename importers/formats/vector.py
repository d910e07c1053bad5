"""Vector files through GDAL, with every driver switched off but those of the formats that are read here.

GDAL trusts content over name: a virtual dataset called .gpkg could open other files and addresses. What is
not of a format by its own bytes never reaches it, and no other driver is there to answer.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from pyogrio._ogr import _register_drivers

from geodata.text import Text
from importers.formats.content import FileContent, RawRecord, Reading, UnreadableFileError
from importers.formats.reference_systems import srid_of

DRIVERS = ("GPKG", "ESRI Shapefile")

_BROKEN = Text(sv="Filen går inte att läsa: {why}.", en="The file cannot be read: {why}.")
_NOT_MATCHED = Text(
    sv="Filens koordinatsystem har inget känt nummer; ange --crs EPSG:n.",
    en="The file's coordinate reference system has no known number; give --crs EPSG:n.",
)


def _switch_other_drivers_off() -> None:
    others = [driver for driver in pyogrio.list_drivers() if driver not in DRIVERS]
    pyogrio.set_gdal_config_options({"GDAL_SKIP": ",".join(others), "SHAPE_RESTORE_SHX": True})
    _register_drivers()  # registering again is what applies the list


_switch_other_drivers_off()


def read_layer(path: Path, layer: str | None, reading: Reading) -> FileContent:
    """Return the content of one layer (None: the only one); raises UnreadableFileError for a broken file."""
    try:
        meta, _, shapes, columns = pyogrio.raw.read(path, layer=layer, force_2d=True, datetime_as_string=True)
        geometries = shapely.from_wkb(shapes)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise unreadable(error) from error
    except (pyogrio.errors.FeatureError, shapely.errors.GEOSException, UnicodeDecodeError) as error:
        raise unreadable(error) from error
    headers = tuple(str(name) for name in meta["fields"])
    found = srid_of(meta["crs"]) if meta["crs"] else None
    return FileContent(
        headers,
        lambda: _records(headers, columns, geometries),
        found.srid if found else None,
        found.notices if found else (_NOT_MATCHED,),
        reading,
    )


def _records(headers: tuple[str, ...], columns: list[Any], shapes: Any) -> Iterator[RawRecord]:
    for index, shape in enumerate(shapes):
        values = {header: _plain(column[index]) for header, column in zip(headers, columns, strict=True)}
        yield RawRecord(index + 1, values, shape)


def _plain(value: Any) -> object:
    """Return a value of an array as Python's own; missing numbers and empty texts are None."""
    if isinstance(value, np.generic):
        value = value.item()
    if value == "" or (isinstance(value, float) and np.isnan(value)):
        return None
    return value


def unreadable(error: Exception) -> UnreadableFileError:
    """Return the refusal of a file on which GDAL or zipfile stumbled."""
    # GDAL names the file in quotes first; what follows is the reason.
    why = str(error).rsplit("'", 1)[-1].split(";")[0].strip(" :.") or type(error).__name__
    return UnreadableFileError(_BROKEN.format(why=why))
