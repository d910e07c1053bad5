"""KML (OGC 12-007r2) and KMZ: placemarks with their values, their folders and their times.

Nothing that the file only points to is fetched: links to other files (NetworkLink) are told, not followed.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath

from geodata.crs import LONLAT
from geodata.text import Text
from importers.formats import archives
from importers.formats.archives import Member
from importers.formats.content import (
    ChoiceNeededError,
    FileContent,
    RawRecord,
    Reading,
    UnreadableFileError,
)
from importers.formats.format import Format
from importers.formats.kml_shapes import shape_of_placemark
from importers.formats.markup import Element, Found, begins_with, elements
from importers.formats.tables import CROWDED, MOST_COLUMNS

FOLDER = "folder"
_MAIN = "doc.kml"
_PLACEMARK = "Placemark"
_NOT_READ = ("NetworkLink", "GroundOverlay", "ScreenOverlay", "PhotoOverlay", "Tour")
_WANTED = frozenset({_PLACEMARK, *_NOT_READ})
_BETWEEN_FOLDERS = " / "

_LEFT = Text(
    sv="Annat än platsmärken har lämnats (inget hämtas från andra adresser): {kinds}.",
    en="What is no placemark was left (nothing is fetched from other addresses): {kinds}.",
)
_SEVERAL = Text(
    sv="KMZ-filen har flera KML-filer ({members}); ange en med --set member=NAMN.",
    en="The KMZ file has several KML files ({members}); name one with --set member=NAME.",
)
_NO_MEMBER = Text(
    sv="KMZ-filen har ingen KML-fil {member}; den har {members}.",
    en="The KMZ file has no KML file {member}; there is {members}.",
)


def recognise(start: bytes, path: Path) -> bool:
    """Return whether the file is KML, or a zip archive with KML and no Shapefile in it."""
    if not start.startswith(archives.START):
        return begins_with(start, "kml")
    suffixes = {PurePosixPath(name).suffix.lower() for name in archives.member_names(path)}
    return ".kml" in suffixes and ".shp" not in suffixes


def read(path: Path, reading: Reading) -> FileContent:
    """Return the placemarks of a KML file, or of the main one in a KMZ file, numbered from 1 as they stand.

    Columns are name, description, address, when, begin, end and folder, where they occur, and every name of
    ExtendedData. Raises UnreadableFileError for broken XML, a document type or an unsafe archive,
    ChoiceNeededError for a KMZ file of several.
    """
    offered = _offered(path)
    member = _chosen(tuple(offered), reading.member) if offered else None
    headers: dict[str, None] = {}
    left: dict[str, int] = {}
    placemarks = 0
    for found in _found(path, member):
        if found.element.name == _PLACEMARK:
            placemarks += 1
            headers.update(dict.fromkeys(_values(found)))
        else:
            left[found.element.name] = left.get(found.element.name, 0) + 1
        if len(headers) > MOST_COLUMNS:
            raise UnreadableFileError(CROWDED.format(most=MOST_COLUMNS), row=placemarks)
    kinds = ", ".join(f"{kind} ({count})" for kind, count in left.items())
    return FileContent(
        tuple(headers),
        partial(_records, path, member, tuple(headers)),
        LONLAT,
        (_LEFT.format(kinds=kinds),) if left else (),
        Reading(member=member),
        {"member": tuple(offered)} if offered else {},
        expected_rows=placemarks,
    )


def _records(path: Path, member: str | None, headers: tuple[str, ...]) -> Iterator[RawRecord]:
    blank = dict.fromkeys(headers)
    placemarks = (found for found in _found(path, member) if found.element.name == _PLACEMARK)
    for number, found in enumerate(placemarks, start=1):
        yield shape_of_placemark(found.element).record(number, blank | _values(found))


def _found(path: Path, member: str | None) -> Iterator[Found]:
    with _unpacked(path, member) as kml:
        yield from elements(kml, "kml", _WANTED)


def _values(found: Found) -> dict[str, str | None]:
    """Return a placemark's values by column; what ExtendedData calls like a placemark's own gets a mark."""
    placemark = found.element
    values = {name: placemark.text_of(name) for name in ("name", "description", "address")}
    for moment, parts in (("TimeStamp", ("when",)), ("TimeSpan", ("begin", "end"))):
        stated = placemark.first(moment)
        values |= {part: stated.text_of(part) for part in parts} if stated else {}
    folders = [open_element.label for open_element in found.around if open_element.name == "Folder"]
    values[FOLDER] = _BETWEEN_FOLDERS.join(label for label in folders if label) or None
    own: dict[str, str | None] = {name: value for name, value in values.items() if value is not None}
    extended = placemark.first("ExtendedData")
    for name, value in _extended(extended) if extended else ():
        own[f"{name} (ExtendedData)" if name in values else name] = value
    return own


def _extended(extended: Element) -> Iterator[tuple[str, str | None]]:
    """Yield names and values of Data, of SchemaData's SimpleData, and of any other element."""
    for child in extended.children:
        if child.name == "Data":
            yield child.attributes.get("name", ""), child.text_of("value")
        elif child.name == "SchemaData":
            for simple in child.every("SimpleData"):
                yield simple.attributes.get("name", ""), simple.text.strip() or None
        elif not child.children:
            yield child.name, child.text.strip() or None


def _offered(path: Path) -> dict[str, Member]:
    """Return the KML files of a KMZ file by name, the main one first; none for a KML file."""
    with path.open("rb") as file:
        if file.read(4) != archives.START:
            return {}
    with archives.opened(path) as archive:
        members = [member for member in archive.members if member.suffix == ".kml"]
    members.sort(key=lambda member: member.name.casefold() != _MAIN)
    return {member.name: member for member in members}


def _chosen(names: tuple[str, ...], wanted: str | None) -> str:
    listed = ", ".join(names)
    if wanted is not None and wanted not in names:
        raise UnreadableFileError(_NO_MEMBER.format(member=wanted, members=listed))
    if wanted is None and len(names) > 1 and names[0].casefold() != _MAIN:
        raise ChoiceNeededError(_SEVERAL.format(members=listed), "member", names)
    return wanted or names[0]


@contextmanager
def _unpacked(path: Path, member: str | None) -> Iterator[Path]:
    if member is None:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="tryggkarta-") as folder:
        with archives.opened(path) as archive:
            (chosen,) = (known for known in archive.members if known.name == member)
            kml = archive.unpack(chosen, Path(folder), _MAIN)
        yield kml


FORMAT = Format("kml", Text(sv="KML eller KMZ", en="KML or KMZ"), recognise, read)
