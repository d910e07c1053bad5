"""Spreadsheets (XLSX): one sheet, with titles, merged headers and totals; formulas by their saved values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from geodata.text import Text
from importers.formats import archives
from importers.formats.content import (
    ChoiceNeededError,
    FileContent,
    RawRecord,
    Reading,
    UnreadableFileError,
)
from importers.formats.format import Format
from importers.formats.sheet_cells import Flaw, SheetCells
from importers.formats.tables import Cells, Line, closing_kind, closing_of, layout_of
from importers.formats.workbook import Sheet, Workbook, workbook_of

_SAMPLE = 200
_BOOKS = frozenset({"xl/workbook.xml", "xl\\workbook.xml"})

_SHEETS = Text(
    sv="Arbetsboken har flera blad ({sheets}); ange ett med --set sheet=NAMN.",
    en="The workbook has several sheets ({sheets}); name one with --set sheet=NAME.",
)
_NO_SHEET = Text(
    sv="Arbetsboken har inget blad {sheet}; den har {sheets}.",
    en="The workbook has no sheet {sheet}; it has {sheets}.",
)
_EMPTY = Text(sv="Arbetsboken har inga celler.", en="The workbook has no cells.")
_HIDDEN = Text(sv="Dolda blad läses inte: {sheets}.", en="Hidden sheets are not read: {sheets}.")


@dataclass
class _Ending:
    """What was left out at the end of a sheet, known when its records are read."""

    notices: tuple[Text, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Table:
    """A table on a sheet: where it lies, which headers it has, and above which row its records begin."""

    path: Path
    sheet: Sheet
    headers: tuple[str, ...]
    header_rows: int
    left: int


def recognise(start: bytes, path: Path) -> bool:
    """Return whether the file is an archive with a workbook in it."""
    return start.startswith(archives.START) and any(
        name.casefold() in _BOOKS for name in archives.member_names(path)
    )


def read(path: Path, reading: Reading) -> FileContent:
    """Return the content of the workbook's only sheet with cells, or of the one that is named.

    Row numbers are the sheet's. Raises ChoiceNeededError where several sheets hold cells, and
    UnreadableFileError for an unsafe or broken file, or one without headers.
    """
    book = _book(path)
    filled = {sheet.name: sheet for sheet in book.sheets if _sample(path, book, sheet, 1)[0]}
    sheet = _chosen(filled, reading.sheet)
    sample, last_row = _sample(path, book, sheet, _SAMPLE)
    left = min(next(at for at, cell in enumerate(cells) if cell is not None) for _, cells in sample)
    lines: list[Line] = [(number, cells[left:]) for number, cells in sample]
    width = max(len(cells) for _, cells in lines)
    layout = layout_of(lines, width, reading.header_rows)
    table = _Table(path, sheet, layout.headers, layout.header_rows, left)
    ending = _Ending()
    hidden = ", ".join(name for name, other in filled.items() if other.hidden and other is not sheet)
    told = (_HIDDEN.format(sheets=hidden),) if hidden and not reading.sheet else ()
    return FileContent(
        headers=layout.headers,
        records=partial(_records, table, ending),
        notices=(*told, *layout.notices),
        reading=Reading(sheet=sheet.name, header_rows=layout.header_rows),
        choices={"sheet": tuple(filled)},
        remarks=lambda: ending.notices,
        expected_rows=_expected(sample, last_row, layout.header_rows),
    )


def _chosen(filled: dict[str, Sheet], name: str | None) -> Sheet:
    if not filled:
        raise UnreadableFileError(_EMPTY)
    listed = ", ".join(filled)
    if name is not None:
        if name not in filled:
            raise UnreadableFileError(_NO_SHEET.format(sheet=name, sheets=listed))
        return filled[name]
    shown = [sheet for sheet in filled.values() if not sheet.hidden] or list(filled.values())
    if len(shown) > 1:
        raise ChoiceNeededError(_SHEETS.format(sheets=listed), "sheet", tuple(filled))
    return shown[0]


def _expected(sample: list[tuple[int, list[object]]], last_row: int | None, header_rows: int) -> int | None:
    last = sample[-1][0] if len(sample) < _SAMPLE else last_row
    return None if last is None else max(last - header_rows, 0)


def _book(path: Path) -> Workbook:
    with archives.opened(path) as archive:
        return workbook_of(archive)


def _sample(
    path: Path, book: Workbook, sheet: Sheet, most: int
) -> tuple[list[tuple[int, list[object]]], int | None]:
    """Return a sheet's first rows, and the last row by its own account."""
    cells = SheetCells(book)
    with archives.opened(path) as archive, archive.streamed(sheet.member) as stream:
        return list(islice(cells.rows(stream, sheet.member.name), most)), cells.last_row


def _records(table: _Table, ending: _Ending) -> Iterator[RawRecord]:
    """Yield the records; rows that may be the end of the table wait until a record follows them."""
    ending.notices = ()
    waiting: list[Line] = []
    for number, cells in _rows(table):
        if closing_kind(cells) is not None:
            waiting.append((number, cells))
            continue
        yield from (_record(table, *line) for line in waiting)
        waiting.clear()
        yield _record(table, number, cells)
    closing = closing_of(waiting)
    left_out = {*closing.totals, *closing.notes}
    yield from (_record(table, *line) for line in waiting if line[0] not in left_out)
    ending.notices = closing.notices()


def _rows(table: _Table) -> Iterator[tuple[int, list[object]]]:
    with archives.opened(table.path) as archive:
        cells = SheetCells(workbook_of(archive))
        with archive.streamed(table.sheet.member) as stream:
            for number, row in cells.rows(stream, table.sheet.member.name):
                if number > table.header_rows:
                    yield number, row[table.left :]


def _record(table: _Table, number: int, cells: Cells) -> RawRecord:
    values: dict[str, object] = dict.fromkeys(filter(None, table.headers))
    for header, value in zip(table.headers, cells, strict=False):
        if isinstance(value, Flaw):
            return RawRecord(number, {}, fault=value.reason, fault_in=header)
        if header:
            values[header] = value
    return RawRecord(number, values)


FORMAT = Format("spreadsheet", Text(sv="Excel (XLSX)", en="Excel (XLSX)"), recognise, read)
