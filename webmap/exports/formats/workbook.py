"""An Excel workbook: the rows on the first sheet, the colophon on the second."""

import io
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from geodata.errors import InvalidError
from geodata.text import Text
from webmap.exports.colophon import SYNTHETIC, Colophon
from webmap.exports.formats.format import Format
from webmap.exports.table import Cell, Table, for_people

MOST_ROWS = 1_048_575
"""The rows that a sheet holds beneath its headings."""

_ABOUT = Text("Om filen", "About the file")
_TOO_MANY = Text(
    "Ett kalkylblad rymmer högst {most} rader. Begränsa urvalet eller ta ut CSV.",
    "A sheet holds at most {most} rows. Narrow the selection or take it out as CSV.",
)
_WIDTH, _WIDE = 18, 80


def _write(table: Table, colophon: Colophon, language: str) -> bytes:
    if len(table.rows) > MOST_ROWS:
        raise InvalidError(_TOO_MANY.format(most=MOST_ROWS), field="format")
    book = Workbook(write_only=True)
    _write_rows(book.create_sheet(_title(table.name.in_language(language))), table, colophon, language)
    about = book.create_sheet(_ABOUT.in_language(language))
    about.column_dimensions["A"].width = _WIDTH
    about.column_dimensions["B"].width = _WIDE
    for line in colophon.lines():
        says = line.says if isinstance(line.says, str) else line.says.in_language(language)
        about.append([_heading(about, line.label.in_language(language)), _cell(about, says)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write_rows(sheet: Worksheet, table: Table, colophon: Colophon, language: str) -> None:
    sheet.freeze_panes = "A2"
    for number in range(1, len(table.columns) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTH
    if colophon.synthetic:
        sheet.oddHeader = HeaderFooterItem()
        sheet.oddHeader.center.text = SYNTHETIC.in_language(language)
    sheet.append([_heading(sheet, column.name.in_language(language)) for column in table.columns])
    for row in table.rows:
        sheet.append([_cell(sheet, _typed(cell, language)) for cell in row])


def _typed(cell: Cell, language: str) -> str | int | float | date | datetime | None:
    said = for_people(cell, language)
    return said.replace(tzinfo=None) if isinstance(said, datetime) else said  # Excel knows no time zones


def _cell(sheet: Worksheet, value: str | float | date | datetime | None) -> SheetCell:
    """Return a cell of the value's type; a text is a text, whatever it begins with."""
    cell = SheetCell(sheet, row=1, column=1)  # where it stands is said when its row is appended
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
    return cell


def _heading(sheet: Worksheet, text: str) -> SheetCell:
    cell = _cell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _title(name: str) -> str:
    """Return a name that a sheet may have."""
    return "".join("-" if sign in r"[]:*?/\'" else sign for sign in name)[:31]


WORKBOOK = Format(
    code="xlsx",
    name=Text("Excel", "Excel"),
    about=Text("arbetsbok med tal och dagar som sådana", "a workbook with numbers and days as such"),
    suffix=".xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write=_write,
)
