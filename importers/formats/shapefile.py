"""Zipped Shapefile: the one in the archive; a missing .shx is rebuilt."""

import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from geodata.text import Text
from importers.formats.content import FileContent, Reading, UnreadableFileError
from importers.formats.format import Format
from importers.formats.vector import read_layer, unreadable

MOST_ENTRIES = 100
MOST_BYTES = 1 << 30
HIGHEST_RATIO = 100
_SHAPEFILE_PARTS = frozenset({".shp", ".shx", ".dbf", ".prj", ".cpg"})
_SHAPEFILE_START = b"\x00\x00\x27\x0a"

_NO_SHAPEFILE = Text(
    sv="Zip-filen ska innehålla en Shapefile (.shp med .dbf); den har {found}.",
    en="The zip file should hold one Shapefile (.shp with .dbf); it has {found}.",
)
_UNSAFE_ZIP = Text(
    sv="Zip-filen är för stor eller har osäkra namn.", en="The zip file is too large or has unsafe names."
)


def recognise(start: bytes, _path: Path) -> bool:
    """Return whether the file is a zip archive."""
    return start.startswith(b"PK\x03\x04")


def read(path: Path, _reading: Reading) -> FileContent:
    """Return the content of the one Shapefile in a zip file.

    Raises UnreadableFileError for unsafe, oversized and broken archives.
    """
    with tempfile.TemporaryDirectory(prefix="tryggkarta-") as folder:
        try:
            return read_layer(_unpacked(path, Path(folder)), None, Reading())
        except zipfile.BadZipFile as error:
            raise unreadable(error) from error


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


FORMAT = Format("shapefile", Text(sv="zippad Shapefile", en="zipped Shapefile"), recognise, read)
