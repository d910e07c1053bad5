"""A table on its way out: columns, rows, and cells that know more than the text they are written as."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from geodata.codes import Code, CodeList
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class Coded:
    """A value of a code list: programs get its code, people its name."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Below:
    """A count from 1 to `k` - 1, which is hidden."""

    k: int

    def __str__(self) -> str:
        return f"<{self.k}"


Cell = str | int | float | bool | date | datetime | UUID | Text | Coded | Below | None
Row = tuple[Cell, ...]
Spot = tuple[float, float] | None
"""Where a row lies: longitude and latitude in degrees."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a stable English key for programs, a heading for people."""

    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one list, each with a cell per column.

    `spots` are where the rows lie, None for a table whose rows have no position that the asker may see.
    `rules` say what was hidden or altered and how, `remarks` what must be read with the figures.
    """

    name: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    spots: tuple[Spot, ...] | None = None
    rules: tuple[Text, ...] = ()
    remarks: tuple[Text, ...] = ()

    def records(self) -> list[dict[str, Cell]]:
        """Return the rows as mappings from the columns' keys."""
        keys = [column.key for column in self.columns]
        return [dict(zip(keys, row, strict=True)) for row in self.rows]


WITHHELD = Coded("hidden", Text("dolt", "hidden"))
"""A count that is not shown because it would tell a small one; it may be of any size."""

_YES = Text("ja", "yes")
_NO = Text("nej", "no")


def coded(code: str | None, codes: CodeList[Code]) -> Coded | None:
    """Return the code with its name; with itself as its name where the list does not have it."""
    if code is None:
        return None
    known = codes.get(code)
    return Coded(code, known.name if known else Text(code, code))


def for_people(cell: Cell, language: str) -> str | int | float | date | datetime | None:
    """Return what a cell says to a reader: names instead of codes, words instead of marks."""
    if isinstance(cell, Coded):
        return cell.name.in_language(language)
    if isinstance(cell, Text):
        return cell.in_language(language)
    if isinstance(cell, bool):
        return (_YES if cell else _NO).in_language(language)
    return str(cell) if isinstance(cell, Below | UUID) else cell


def for_programs(cell: Cell, language: str) -> str | int | float | None:
    """Return what a cell says to a program, as JSON can hold it: codes, ISO days."""
    if isinstance(cell, Coded):
        return cell.code
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    if isinstance(cell, Text):
        return cell.in_language(language)
    return str(cell) if isinstance(cell, Below | UUID) else cell
