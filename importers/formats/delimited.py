"""CSV: comma, semicolon or tab; UTF-8 with or without a mark, UTF-16, or Windows-1252 as a last resort."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from geodata.text import Text
from importers.formats.content import FileContent, RawRecord, Reading, UnreadableFileError
from importers.formats.format import Format

DELIMITERS = (",", ";", "\t")
_CHUNK = 1 << 20

_WINDOWS = Text(
    sv="Filen är inte UTF-8; den har lästs som Windows-1252.",
    en="The file is not UTF-8; it has been read as Windows-1252.",
)
_NOT_TEXT = Text(
    sv="Filen är inte text i UTF-8, UTF-16 eller Windows-1252.",
    en="The file is not text in UTF-8, UTF-16 or Windows-1252.",
)
_BROKEN = Text(
    sv="Filen går inte att läsa som CSV från och med rad {row}: {why}.",
    en="The file cannot be read as CSV from line {row} on: {why}.",
)
_NO_HEADER = Text(sv="Filen har ingen rubrikrad.", en="The file has no header line.")
_TWICE = Text(sv="Kolumnen {header} finns mer än en gång.", en="The column {header} occurs more than once.")
_WIDTH = Text(
    sv="Raden har {found} fält, rubrikraden {expected}.",
    en="The row has {found} fields, the header line {expected}.",
)


def recognise(start: bytes, _path: Path) -> bool:
    """Return whether the file may be text: markup (VRT, GML, HTML) and binary files are no tables."""
    utf16 = start.startswith(
        (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    )  # text with null bytes, marked as such
    visible = start.removeprefix(codecs.BOM_UTF8).lstrip()
    return visible[:1] != b"<" and (utf16 or b"\x00" not in start)


def read(path: Path, _reading: Reading) -> FileContent:
    """Return the content of a CSV file. Row numbers are the lines on which records begin.

    Raises UnreadableFileError for what is not text, has no header, or a column twice.
    """
    encoding = _encoding(path)
    delimiter, headers = _header(path, encoding)
    for header in headers:
        if header and headers.count(header) > 1:
            raise UnreadableFileError(_TWICE.format(header=header), row=1)
    return FileContent(
        headers=headers,
        records=lambda: _records(path, encoding, delimiter, headers),
        notices=(_WINDOWS,) if encoding == "cp1252" else (),
        reading=Reading(encoding=encoding, delimiter=delimiter),
    )


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        if file.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
            return "utf-16"
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            with path.open(encoding=encoding) as text:
                while text.read(_CHUNK):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise UnreadableFileError(_NOT_TEXT)


def _header(path: Path, encoding: str) -> tuple[str, tuple[str, ...]]:
    """Return the delimiter that gives the header line most fields, and the headers."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for delimiter in DELIMITERS:
        with path.open(encoding=encoding, newline="") as text:
            reader = csv.reader(text, delimiter=delimiter, strict=True)
            try:
                found.append((delimiter, tuple(header.strip() for header in next(reader, []))))
            except csv.Error as error:
                raise UnreadableFileError(_BROKEN.format(row=1, why=error), row=1) from error
            except UnicodeDecodeError as error:
                raise UnreadableFileError(_NOT_TEXT) from error
    delimiter, headers = max(found, key=lambda pair: len(pair[1]))
    if not any(headers):
        raise UnreadableFileError(_NO_HEADER, row=1)
    return delimiter, headers


def _records(path: Path, encoding: str, delimiter: str, headers: tuple[str, ...]) -> Iterator[RawRecord]:
    with path.open(encoding=encoding, newline="") as text:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        begins = 1
        try:
            next(reader)
            begins = reader.line_num + 1
            for fields in reader:
                if any(field.strip() for field in fields):
                    yield _record(begins, fields, headers)
                begins = reader.line_num + 1
        except (csv.Error, UnicodeDecodeError) as error:
            raise UnreadableFileError(_BROKEN.format(row=begins, why=error), row=begins) from error


def _record(number: int, fields: list[str], headers: tuple[str, ...]) -> RawRecord:
    if len(fields) != len(headers):
        return RawRecord(number, {}, fault=_WIDTH.format(found=len(fields), expected=len(headers)))
    return RawRecord(
        number, {header: field.strip() or None for header, field in zip(headers, fields, strict=True)}
    )


FORMAT = Format("csv", Text(sv="CSV", en="CSV"), recognise, read)
