"""Tables as separated values, defused: no cell that a person wrote is read as a formula."""

import csv
import io
from datetime import date, datetime

from webmap.exports.colophon import Colophon
from webmap.exports.table import Cell, Table, for_people

# What spreadsheets take for the beginning of a formula, in full width too, or what hides one.
_FUSES = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def delimited(table: Table, colophon: Colophon, language: str, *, delimiter: str, decimal_sign: str) -> str:
    """Return the headings, the rows, an empty line and the colophon as lines that end in CR LF."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(defused(column.name.in_language(language)) for column in table.columns)
    for row in table.rows:
        writer.writerow(_written(cell, language, decimal_sign) for cell in row)
    writer.writerow(())
    for line in colophon.lines():
        says = line.says if isinstance(line.says, str) else line.says.in_language(language)
        writer.writerow(defused(text) for text in (f"# {line.label.in_language(language)}", says))
    return file.getvalue()


def defused(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would reckon with it."""
    beginning = text.lstrip(" ")
    return f"'{text}" if beginning.startswith(_FUSES) else text


def _written(cell: Cell, language: str, decimal_sign: str) -> str:
    said = for_people(cell, language)
    if said is None:
        return ""
    if isinstance(said, float):
        return f"{said:.12g}".replace(".", decimal_sign)
    if isinstance(said, datetime):
        return said.strftime("%Y-%m-%d %H:%M")
    if isinstance(said, date):
        return said.isoformat()
    return str(said) if isinstance(said, int) else defused(said)
