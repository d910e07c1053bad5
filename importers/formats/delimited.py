"""CSV: fields between commas, semicolons, tabs, bars or what is said; in any usual encoding."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from geodata.text import Text
from importers.formats.content import FileContent, RawRecord, Reading, UnreadableFileError
from importers.formats.format import Format
from importers.formats.tables import Closing, Line, closing_of, layout_of
from importers.formats.text_encoding import ENCODINGS, Opening, ScannedText, scanned, utf16_of

DELIMITERS = (",", ";", "tab", "|")
"""What is looked for; a person may say any other single character."""

_NAMED = {"tab": "\t", "\\t": "\t", "space": " ", "mellanslag": " "}
_SAMPLE = 300
_LAST_LINES = 200
_MOST_CHARACTERS = 1 << 22
_EXCEL_LINE = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")

# One field may hold the outline of a city, and no more: an open quote would else swallow the file.
csv.field_size_limit(_MOST_CHARACTERS)

_BROKEN = Text(
    sv="Filen går inte att läsa som CSV från och med rad {row}: {why}.",
    en="The file cannot be read as CSV from line {row} on: {why}.",
)
_NO_HEADER = Text(sv="Filen har ingen rubrikrad.", en="The file has no header line.")
_QUOTES = Text(
    sv="Rubrikradens citattecken stämmer inte.", en="The quotation marks of the header line do not match."
)
_ONE_CHARACTER = Text(
    sv="Avgränsaren ska vara ett enda tecken eller ordet tab, inte {delimiter}.",
    en="The delimiter must be a single character or the word tab, not {delimiter}.",
)
_NOT_THERE = Text(
    sv="Avgränsaren {delimiter} finns inte i filen.",
    en="The delimiter {delimiter} does not occur in the file.",
)
_WIDTH = Text(
    sv="Raden har {found} fält, rubrikraden {expected}.",
    en="The row has {found} fields, the header line {expected}.",
)


@dataclass(frozen=True, slots=True)
class DelimitedText:
    """A text whose fields are known: how to read it, where its records begin, and where they end.

    Records begin on lines after `header_rows` and before `stop`, None where they go on to the end.
    """

    opening: Opening
    codec: str
    delimiter: str
    headers: tuple[str, ...]
    header_rows: int
    stop: int | None = None


def recognise(start: bytes, _path: Path) -> bool:
    """Return whether the file may be text: markup (VRT, GML, HTML) and binary files are no tables."""
    utf16 = utf16_of(start) is not None  # text with null bytes
    visible = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return visible[:1] != b"<" and (utf16 or b"\x00" not in start)


def read(path: Path, reading: Reading) -> FileContent:
    """Return the content of a CSV file. Row numbers are the lines on which records begin.

    Raises UnreadableFileError for what is not text, has no header, or a column twice, and for a reading that
    does not fit.
    """
    return read_text(lambda: path.open("rb"), reading)


def read_text(opening: Opening, reading: Reading) -> FileContent:
    """Return the content of a CSV text, wherever it is kept; as `read` does."""
    text = scanned(opening, reading.encoding)
    delimiter = _said(reading.delimiter, text) if reading.delimiter else _found(text)
    lines, _ = _sample(text, delimiter)
    if not lines:
        raise UnreadableFileError(_QUOTES if text.start.strip() else _NO_HEADER, row=1)
    layout = layout_of(lines, _width(lines), reading.header_rows)
    closing = _closing(text, delimiter, layout.header_rows)
    found = DelimitedText(
        opening, text.codec, delimiter, layout.headers, layout.header_rows, stop=closing.first
    )
    last = text.lines if closing.first is None else closing.first - 1
    return FileContent(
        headers=layout.headers,
        records=partial(_records, found),
        notices=(*text.notices, *layout.notices, *closing.notices()),
        reading=Reading(
            encoding=text.encoding,
            delimiter="tab" if delimiter == "\t" else delimiter,
            header_rows=layout.header_rows,
            member=reading.member,
        ),
        choices={"encoding": ENCODINGS, "delimiter": DELIMITERS},
        rows=partial(rows_of, found),
        expected_rows=max(last - layout.header_rows, 0),
    )


def _said(delimiter: str, text: ScannedText) -> str:
    character = _NAMED.get(delimiter.casefold(), delimiter)
    if len(character) != 1 or character in '"\r\n\x00':
        raise UnreadableFileError(_ONE_CHARACTER.format(delimiter=delimiter))
    if character not in text.start:
        raise UnreadableFileError(_NOT_THERE.format(delimiter=delimiter))
    return character


def _found(text: ScannedText) -> str:
    """Return the delimiter that cuts most rows into equally many fields, and the headers into as many.

    A decimal comma cuts the figures but not the headers; a quoted text holds anything.
    """
    if said := _EXCEL_LINE.match(text.start):
        return said[1]
    best, most = ",", (0.0, False, 1)
    for name in DELIMITERS:
        delimiter = _NAMED.get(name, name)
        lines, sound = _sample(text, delimiter)
        widths = Counter(len(cells) for _, cells in lines if len(cells) > 1)
        if not widths:
            continue
        width = _width(lines)
        agreeing = widths[width] / len(lines)
        if not sound:
            agreeing /= 2  # quotes stand where no field begins or ends: another delimiter fits better
        # The headers are the first row that is cut at all: titles above them are not.
        header = next(len(cells) for _, cells in lines if len(cells) > 1)
        if (found := (agreeing, header == width, width)) > most:
            best, most = delimiter, found
    return best


def _width(lines: list[Line]) -> int:
    """Return how many fields most of the rows have, the wider where two are as frequent."""
    widths = Counter(len(cells) for _, cells in lines)
    return max(widths, key=lambda width: (widths[width] * (width > 1), width))


def _sample(text: ScannedText, delimiter: str) -> tuple[list[Line], bool]:
    """Return the first rows that can be read, blank ones left out, and whether all quotes suit the delimiter.

    Excel's line about the delimiter is no row.
    """
    lines: list[Line] = []
    reader = csv.reader(io.StringIO(_whole_lines(text), newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for fields in reader:
            if any(map(str.strip, fields)) and not (begins == 1 and _EXCEL_LINE.match(text.start)):
                lines.append((begins, fields))
            begins = reader.line_num + 1
            if len(lines) >= _SAMPLE:
                break
    except csv.Error as error:
        return lines, "unexpected end" in str(error)  # an open quote is the same for every delimiter
    return lines, True


def _whole_lines(text: ScannedText) -> str:
    if text.is_whole:
        return text.start
    cut = max(text.start.rfind("\n"), text.start.rfind("\r"))
    return text.start[: cut + 1] if cut >= 0 else text.start


def _closing(text: ScannedText, delimiter: str, header_rows: int) -> Closing:
    """Return the totals and notes at the end, found from the last lines alone."""
    lines = _LINE_END.split(text.tail)
    if not lines[-1]:
        lines.pop()
    if not text.is_whole:
        del lines[0]
    tail: list[Line] = []
    for number, line in zip(range(text.lines, header_rows, -1), reversed(lines[-_LAST_LINES:]), strict=False):
        try:
            fields = next(csv.reader([line], delimiter=delimiter, strict=True), [])
        except csv.Error:
            break
        if line.count('"') % 2:
            break  # the end of a text of several lines
        tail.append((number, fields))
    tail.reverse()
    return closing_of(tail)


def rows_of(text: DelimitedText) -> Iterator[tuple[int, list[str]]]:
    """Yield the line on which each record begins, and its fields as they stand; blank rows are left out.

    A row may have more or fewer fields than there are headers. Raises UnreadableFileError, with the line,
    where the text is no CSV.
    """
    begins = 1
    stop = text.stop or float("inf")
    with text.opening() as file, io.TextIOWrapper(file, text.codec, newline="") as lines:
        reader = csv.reader(lines, delimiter=text.delimiter, strict=True)
        try:
            while begins <= text.header_rows:
                next(reader)
                begins = reader.line_num + 1
            for fields in reader:
                if begins >= stop:
                    return
                if fields and (fields[0].strip() or any(map(str.strip, fields))):
                    yield begins, fields
                begins = reader.line_num + 1
        except (csv.Error, UnicodeDecodeError, StopIteration) as error:
            raise UnreadableFileError(_BROKEN.format(row=begins, why=error), row=begins) from error


def _records(text: DelimitedText) -> Iterator[RawRecord]:
    return (record_of_row(text.headers, number, fields) for number, fields in rows_of(text))


def record_of_row(headers: Sequence[str], number: int, fields: Sequence[str]) -> RawRecord:
    """Return the record of a bare row, at fault where it is shorter than the headers or has more in it."""
    width = len(headers)
    if len(fields) != width and (len(fields) < width or any(map(str.strip, fields[width:]))):
        return RawRecord(number, {}, fault=_WIDTH.format(found=len(fields), expected=width))
    cells = zip(headers, fields, strict=False)
    return RawRecord(number, {header: field.strip() or None for header, field in cells})


FORMAT = Format("csv", Text(sv="CSV", en="CSV"), recognise, read)
