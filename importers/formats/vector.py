"""GeoPackage and zipped Shapefile, through GDAL with every other driver switched off.

GDAL trusts content over name: a virtual dataset called .gpkg could open other files and addresses. What is
not one of these two formats by its own bytes never reaches it, and no other driver is there to answer.
"""

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import pyogrio
import shapely
from pyogrio._ogr import _register_drivers

from geodata.text import Text
from importers.formats.content import FileContent, RawRecord, UnreadableFileError
from importers.formats.reference_systems import srid_of

DRIVERS = ("GPKG", "ESRI Shapefile")
MOST_ENTRIES = 100
MOST_BYTES = 1 << 30
HIGHEST_RATIO = 100
_SHAPEFILE_PARTS = frozenset({".shp", ".shx", ".dbf", ".prj", ".cpg"})
_SHAPEFILE_START = b"\x00\x00\x27\x0a"

_BROKEN = Text(sv="Filen går inte att läsa: {why}.", en="The file cannot be read: {why}.")
_NO_GEOPACKAGE = Text(sv="Filen är ingen GeoPackage.", en="The file is no GeoPackage.")
_LAYERS = Text(
    sv="Filen har flera lager ({layers}); ange ett med --set layer=NAMN.",
    en="The file has several layers ({layers}); name one with --set layer=NAME.",
)
_NO_LAYER = Text(
    sv="Filen har inget lager {layer}; den har {layers}.", en="No layer {layer}; there is {layers}."
)
_NO_SHAPEFILE = Text(
    sv="Zip-filen ska innehålla en Shapefile (.shp med .dbf); den har {found}.",
    en="The zip file should hold one Shapefile (.shp with .dbf); it has {found}.",
)
_UNSAFE_ZIP = Text(
    sv="Zip-filen är för stor eller har osäkra namn.", en="The zip file is too large or has unsafe names."
)
_NOT_MATCHED = Text(
    sv="Filens koordinatsystem har inget känt nummer; ange --crs EPSG:n.",
    en="The file's coordinate reference system has no known number; give --crs EPSG:n.",
)


def _switch_other_drivers_off() -> None:
    others = [driver for driver in pyogrio.list_drivers() if driver not in DRIVERS]
    pyogrio.set_gdal_config_options({"GDAL_SKIP": ",".join(others), "SHAPE_RESTORE_SHX": True})
    _register_drivers()  # registering again is what applies the list


_switch_other_drivers_off()


def read_geopackage(path: Path, layer: str | None) -> FileContent:
    """Return the content of a GeoPackage's only layer, or of the one that is named.

    Raises UnreadableFileError when it is no GeoPackage, is broken, or the layer is not clear.
    """
    with path.open("rb") as file:
        if file.read(72)[68:72] not in {b"GPKG", b"GP10", b"GP11"}:
            raise UnreadableFileError(_NO_GEOPACKAGE)
    try:
        layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
    except pyogrio.errors.DataSourceError as error:
        raise _unreadable(error) from error
    listed = ", ".join(layers)
    if layer is None and len(layers) != 1:
        raise UnreadableFileError(_LAYERS.format(layers=listed))
    if layer is not None and layer not in layers:
        raise UnreadableFileError(_NO_LAYER.format(layer=layer, layers=listed))
    return _read(path, layer or layers[0])


def read_zipped_shapefile(path: Path) -> FileContent:
    """Return the content of the one Shapefile in a zip file; a missing .shx is rebuilt.

    Raises UnreadableFileError for unsafe, oversized and broken archives.
    """
    with tempfile.TemporaryDirectory(prefix="tryggkarta-") as folder:
        try:
            return _read(_unpacked(path, Path(folder)), None)
        except zipfile.BadZipFile as error:
            raise _unreadable(error) from error


def _unpacked(path: Path, folder: Path) -> Path:
    """Unpack the Shapefile's own parts under plain names and return the .shp."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        packed = sum(entry.compress_size for entry in entries)
        unpacked = sum(entry.file_size for entry in entries)
        if (
            len(entries) > MOST_ENTRIES
            or unpacked > min(MOST_BYTES, HIGHEST_RATIO * max(packed, 1))
            or any(entry.flag_bits & 1 or ".." in PurePosixPath(entry.filename).parts for entry in entries)
        ):
            raise UnreadableFileError(_UNSAFE_ZIP)
        shapes = [entry for entry in entries if entry.filename.lower().endswith(".shp")]
        if len(shapes) != 1:
            names = ", ".join(entry.filename for entry in entries) or "-"
            raise UnreadableFileError(_NO_SHAPEFILE.format(found=names))
        stem = shapes[0].filename[:-4]
        for entry in entries:
            suffix = entry.filename[-4:].lower()
            if entry.filename[:-4] == stem and suffix in _SHAPEFILE_PARTS:
                (folder / f"layer{suffix}").write_bytes(archive.read(entry))
    shape_file = folder / "layer.shp"
    with shape_file.open("rb") as file:
        if file.read(4) != _SHAPEFILE_START:
            raise UnreadableFileError(_NO_SHAPEFILE.format(found=shapes[0].filename))
    return shape_file


def _read(path: Path, layer: str | None) -> FileContent:
    try:
        meta, _, shapes, columns = pyogrio.raw.read(path, layer=layer, force_2d=True, datetime_as_string=True)
        geometries = shapely.from_wkb(shapes)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise _unreadable(error) from error
    except (pyogrio.errors.FeatureError, shapely.errors.GEOSException, UnicodeDecodeError) as error:
        raise _unreadable(error) from error
    headers = tuple(str(name) for name in meta["fields"])
    found = srid_of(meta["crs"]) if meta["crs"] else None
    return FileContent(
        headers,
        lambda: _records(headers, columns, geometries),
        found.srid if found else None,
        found.notices if found else (_NOT_MATCHED,),
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


def _unreadable(error: Exception) -> UnreadableFileError:
    # GDAL names the file in quotes first; what follows is the reason.
    why = str(error).rsplit("'", 1)[-1].split(";")[0].strip(" :.") or type(error).__name__
    return UnreadableFileError(_BROKEN.format(why=why))
