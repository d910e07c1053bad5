"""File formats, one module each and one line here: a file is known by its content, never by its name."""

from pathlib import Path

from geodata.text import Text
from importers.formats import (
    delimited,
    geojson,
    geopackage,
    gpx,
    json_records,
    kml,
    osm_pbf,
    shapefile,
    spreadsheet,
    zipped_csv,
)
from importers.formats.content import (
    Block,
    ChoiceNeededError,
    FileContent,
    RawRecord,
    Reading,
    Shapes,
    UnreadableFileError,
)
from importers.formats.form_answers import with_choices
from importers.formats.format import Format
from importers.formats.unread import refusal_of

__all__ = [
    "FORMATS",
    "MAPS",
    "TABLES",
    "VECTORS",
    "Block",
    "ChoiceNeededError",
    "FileContent",
    "Format",
    "RawRecord",
    "Reading",
    "Shapes",
    "UnreadableFileError",
    "format_named",
    "open_file",
    "sniff",
]

# The first that recognises a file reads it; text that is nothing else is taken for CSV, so that comes last.
FORMATS: tuple[Format, ...] = (
    geopackage.FORMAT,
    spreadsheet.FORMAT,
    zipped_csv.FORMAT,
    kml.FORMAT,
    gpx.FORMAT,
    osm_pbf.FORMAT,
    shapefile.FORMAT,
    json_records.FORMAT,
    geojson.FORMAT,
    delimited.FORMAT,
)

TABLES = ("csv", "zipped_csv", "spreadsheet")
"""Formats of rows and columns: what a source without positions takes."""

VECTORS = ("geojson", "geopackage", "shapefile", "kml", "gpx", "osm_pbf")
"""Formats of features with shapes."""

MAPS = (*TABLES, *VECTORS)
"""What a source with positions takes, be they shapes or columns."""

_START = 1024
_MISSING = Text(
    sv="Filen finns inte eller går inte att läsa.", en="The file does not exist or is unreadable."
)
_EMPTY = Text(sv="Filen är tom.", en="The file is empty.")
_UNWANTED = Text(
    sv="Innehållet är {found}; källan tar emot {wanted}.",
    en="The content is {found}; the source takes {wanted}.",
)
_UNKNOWN = Text(
    sv="Innehållet är i inget format som läses här: {known}.",
    en="The content is in no format that is read here: {known}.",
)
_VIRTUAL = Text(sv="Sökvägar som börjar med /vsi läses inte.", en="Paths that begin with /vsi are not read.")


def format_named(code: str) -> Format:
    """Return the format with this code; raises KeyError where there is none."""
    return {known.code: known for known in FORMATS}[code]


def sniff(path: Path) -> Format:
    """Return the format of a file by its content.

    Raises UnreadableFileError for a file that is missing, empty, or of no format that is read here.
    """
    if str(path).startswith("/vsi"):
        raise UnreadableFileError(_VIRTUAL)
    try:
        with path.open("rb") as file:
            start = file.read(_START)
    except OSError as error:
        raise UnreadableFileError(_MISSING) from error
    if not start:
        raise UnreadableFileError(_EMPTY)
    if (refusal := refusal_of(start, path)) is not None:
        raise UnreadableFileError(refusal)
    for known in FORMATS:
        if known.recognise(start, path):
            return known
    raise UnreadableFileError(_UNKNOWN.format(known=_listed(FORMATS)))


_AS_FOUND = Reading()


def open_file(path: Path, wanted: tuple[str, ...], reading: Reading = _AS_FOUND) -> FileContent:
    """Return what a file holds, its records still to be read; `wanted` are the formats that will do.

    Raises UnreadableFileError with a sentence that its sender can act on.
    """
    found = sniff(path)
    if found.code not in wanted:
        accepted = tuple(format_named(code) for code in wanted)
        raise UnreadableFileError(_UNWANTED.format(found=found.name, wanted=_listed(accepted)))
    return with_choices(found.read(path, reading))


def _listed(formats: tuple[Format, ...]) -> Text:
    return Text(
        sv=", ".join(known.name.sv for known in formats), en=", ".join(known.name.en for known in formats)
    )
