"""Zipped Shapefile: the only one of the archive, or the one that is named; a missing .shx is rebuilt."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from geodata.text import Text
from importers.formats import archives
from importers.formats.archives import Archive, Member
from importers.formats.content import (
    ChoiceNeededError,
    FileContent,
    RawRecord,
    Reading,
    UnreadableFileError,
)
from importers.formats.format import Format
from importers.formats.reference_systems import srid_of
from importers.formats.shapefile_parts import ENCODINGS, MAGIC, check_shapes, check_table
from importers.formats.vector import Layer, describe, features

# What is unpacked, and how long it may be: statements of a line or two are no longer than a page.
_PARTS = dict.fromkeys((".shp", ".shx", ".dbf"), archives.MOST_BYTES) | {".prj": 1 << 14, ".cpg": 100}
_MOST_NAMES = 10
_SHOWN = {"iso8859-1": "latin-1"}

_ALONE = Text(
    sv="En .shp ensam räcker inte: packa .shp, .shx, .dbf och .prj i en zip-fil och lämna den.",
    en="A .shp alone will not do: pack .shp, .shx, .dbf and .prj into one zip file and hand that in.",
)
_NO_SHAPEFILE = Text(
    sv="Zip-filen ska innehålla en Shapefile (.shp med .dbf); den har {found}.",
    en="The zip file should hold one Shapefile (.shp with .dbf); it has {found}.",
)
_SEVERAL = Text(
    sv="Zip-filen har flera Shapefiler ({members}); ange en med --set member=NAMN.",
    en="The zip file has several Shapefiles ({members}); name one with --set member=NAME.",
)
_NO_MEMBER = Text(
    sv="Zip-filen har ingen Shapefile {member}; den har {members}.",
    en="The zip file has no Shapefile {member}; there is {members}.",
)
_NO_TABLE = Text(
    sv="Shapefilen har ingen .dbf: formerna har lästs utan uppgifter.",
    en="The Shapefile has no .dbf: the shapes were read without values.",
)
_NOT_STATED = Text(
    sv="Shapefilen har ingen .prj: koordinatsystemet anges inte.",
    en="The Shapefile has no .prj: its coordinate reference system is not stated.",
)
_NOT_MATCHED = Text(
    sv="Filens koordinatsystem har inget känt nummer; ange --crs EPSG:n.",
    en="The file's coordinate reference system has no known number; give --crs EPSG:n.",
)


@dataclass(frozen=True, slots=True)
class _Unpacked:
    """A Shapefile on disk that passed its checks."""

    path: Path
    layer: Layer
    encoding: str
    shaped: np.ndarray
    sizes: np.ndarray
    notices: tuple[Text, ...]


def recognise(start: bytes, _path: Path) -> bool:
    """Return whether the file is a zip archive, or a .shp by itself (which is refused with advice)."""
    return start.startswith((archives.START, archives.EMPTY, MAGIC))


def read(path: Path, reading: Reading) -> FileContent:
    """Return the content of one Shapefile in a zip file, unpacked anew each time its records are read.

    Record numbers are those of the .shp, from 1. Raises UnreadableFileError for unsafe, oversized and
    broken archives and for parts that are cut short, ChoiceNeededError where several Shapefiles are found.
    """
    with path.open("rb") as file:
        if file.read(4) == MAGIC:
            raise UnreadableFileError(_ALONE)
    with archives.opened(path) as archive:
        offered = _offered(archive)
    name = _chosen(tuple(offered), reading.member)
    with _unpacked(path, name, reading) as found:
        system = srid_of(found.layer.crs) if found.layer.crs else None
        notices = found.notices + (system.notices if system else ())
        if system is None:
            stated = found.path.with_suffix(".prj").exists()
            notices += (_NOT_MATCHED if stated else _NOT_STATED,)
        return FileContent(
            found.layer.headers,
            lambda: _records(path, name, reading),
            system.srid if system else None,
            notices,
            Reading(encoding=_SHOWN.get(found.encoding, found.encoding), member=name),
            {"member": tuple(offered), "encoding": ENCODINGS},
            expected_rows=len(found.shaped),
        )


def _records(path: Path, name: str, reading: Reading) -> Iterator[RawRecord]:
    with _unpacked(path, name, reading) as found:
        yield from features(found.path, found.encoding, found.layer, found.shaped, found.sizes)


def _offered(archive: Archive) -> dict[str, Member]:
    """Return the .shp of an archive by name, without their folders where that is clear."""
    shapes = [member for member in archive.members if member.suffix == ".shp"]
    if not shapes:
        names = ", ".join(member.name for member in archive.members[:_MOST_NAMES]) or "-"
        raise UnreadableFileError(_NO_SHAPEFILE.format(found=names))
    short = [member.file_name for member in shapes]
    clear = len(set(short)) == len(short)
    return {member.file_name if clear else member.name: member for member in shapes}


def _chosen(names: tuple[str, ...], wanted: str | None) -> str:
    listed = ", ".join(names[:_MOST_NAMES])
    if wanted is None and len(names) > 1:
        raise ChoiceNeededError(_SEVERAL.format(members=listed), "member", names)
    if wanted is not None and wanted not in names:
        raise UnreadableFileError(_NO_MEMBER.format(member=wanted, members=listed))
    return wanted or names[0]


@contextmanager
def _unpacked(path: Path, name: str, reading: Reading) -> Iterator[_Unpacked]:
    """Unpack a Shapefile's own parts under plain names, check them, and take them away afterwards."""
    with tempfile.TemporaryDirectory(prefix="tryggkarta-") as folder, archives.opened(path) as archive:
        stem = _offered(archive)[name].stem.casefold()
        parts = {
            member.suffix: archive.unpack(member, Path(folder), f"layer{member.suffix}")
            for member in archive.members
            if member.stem.casefold() == stem and member.size <= _PARTS.get(member.suffix, -1)
        }
        yield _checked(parts, Path(folder) / "layer.shx", reading)


def _checked(parts: dict[str, Path], index: Path, reading: Reading) -> _Unpacked:
    shapes = check_shapes(parts[".shp"], index)
    encoding, width, notices = "utf-8", 0, shapes.notices
    if ".dbf" in parts:
        stated = parts[".cpg"].read_text("ascii", "replace") if ".cpg" in parts else None
        table = check_table(parts[".dbf"], len(shapes.shaped), stated, reading.encoding)
        encoding, width, notices = table.encoding, table.width, notices + table.notices
    else:
        notices += (_NO_TABLE,)
    layer = _described(parts, encoding)
    return _Unpacked(parts[".shp"], layer, encoding, shapes.shaped, shapes.lengths + width, notices)


def _described(parts: dict[str, Path], encoding: str) -> Layer:
    """Return what is known of a Shapefile; a .prj that GDAL cannot read states no system."""
    if ".prj" not in parts:
        return describe(parts[".shp"], encoding)
    _write_as_utf8(parts[".prj"])
    try:
        return describe(parts[".shp"], encoding)
    except UnreadableFileError:
        parts[".prj"].write_bytes(b"")
        return describe(parts[".shp"], encoding)


def _write_as_utf8(statement: Path) -> None:
    """Write a .prj anew whose names of places have letters of Windows' code page; GDAL takes UTF-8 alone."""
    content = statement.read_bytes()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        statement.write_text(content.decode("cp1252", "replace"), "utf-8")


FORMAT = Format("shapefile", Text(sv="zippad Shapefile", en="zipped Shapefile"), recognise, read)
