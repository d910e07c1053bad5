"""File formats: a file is known by its content, never by its name alone."""

from pathlib import Path

from geodata.text import Text
from importers.formats import delimited, geojson, vector
from importers.formats.content import FileContent, RawRecord, UnreadableFileError

__all__ = ["FileContent", "RawRecord", "UnreadableFileError", "open_file"]

_MISSING = Text(
    sv="Filen finns inte eller går inte att läsa.", en="The file does not exist or is unreadable."
)
_EMPTY = Text(sv="Filen är tom.", en="The file is empty.")
_UNWANTED = Text(
    sv="Innehållet är {found}; källan tar emot {wanted}.",
    en="The content is {found}; the source takes {wanted}.",
)
_UNKNOWN = Text(
    sv="Innehållet är varken CSV, GeoJSON, GeoPackage eller en zippad Shapefile.",
    en="The content is none of CSV, GeoJSON, GeoPackage or a zipped Shapefile.",
)
_VIRTUAL = Text(sv="Sökvägar som börjar med /vsi läses inte.", en="Paths that begin with /vsi are not read.")
NAMES = {
    "csv": Text(sv="CSV", en="CSV"),
    "geojson": Text(sv="GeoJSON", en="GeoJSON"),
    "geopackage": Text(sv="GeoPackage", en="GeoPackage"),
    "shapefile": Text(sv="zippad Shapefile", en="zipped Shapefile"),
}


def sniff(path: Path) -> str:
    """Return the format of a file by its first bytes, a key of NAMES.

    Raises UnreadableFileError for a file that is missing, empty, or of no format that is read here.
    """
    if str(path).startswith("/vsi"):
        raise UnreadableFileError(_VIRTUAL)
    try:
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError as error:
        raise UnreadableFileError(_MISSING) from error
    if not start:
        raise UnreadableFileError(_EMPTY)
    if start.startswith(b"SQLite format 3\x00"):
        return "geopackage"
    if start.startswith(b"PK\x03\x04"):
        return "shapefile"
    visible = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if visible[:1] in {b"{", b"["}:
        return "geojson"
    # Markup (VRT, GML, HTML) and binary files are no tables; UTF-16 has null bytes and a byte order mark.
    utf16 = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if visible[:1] == b"<" or (b"\x00" in start and not utf16):
        raise UnreadableFileError(_UNKNOWN)
    return "csv"


def open_file(path: Path, wanted: tuple[str, ...], *, layer: str | None = None) -> FileContent:
    """Return what a file holds, its records still to be read; `wanted` are the formats that will do.

    Raises UnreadableFileError with a sentence that its sender can act on.
    """
    found = sniff(path)
    if found not in wanted:
        formats = ", ".join(NAMES[name].en for name in wanted)
        swedish = ", ".join(NAMES[name].sv for name in wanted)
        raise UnreadableFileError(_UNWANTED.format(found=NAMES[found], wanted=Text(sv=swedish, en=formats)))
    match found:
        case "csv":
            return delimited.read(path)
        case "geojson":
            return geojson.read(path)
        case "geopackage":
            return vector.read_geopackage(path, layer)
        case _:
            return vector.read_zipped_shapefile(path)
