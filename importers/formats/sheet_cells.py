"""The cells of a sheet, row by row as they stand in the file: numbers, texts, days, clock times, faults."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import IO

from geodata.text import Text
from importers.formats.content import UnreadableFileError
from importers.formats.tables import CROWDED, MOST_COLUMNS
from importers.formats.workbook import Workbook
from importers.formats.xml_parts import parsed

_LAST_ROW = 1_048_576
_LAST_DAY = 2_958_000  # in the year 9998
_LONGEST_TEXT = 1 << 20
_REFERENCE = re.compile(r"([A-Za-z]{1,3})[0-9]*")
_DIMENSION = re.compile(r"[A-Z]+[0-9]+:[A-Z]+([0-9]{1,7})")

_NO_VALUE = Text(
    sv="Formeln i cell {cell} har inget sparat värde; öppna filen i ett kalkylprogram och spara den.",
    en="The formula in cell {cell} has no saved value; open the file in a spreadsheet program and save it.",
)
_ERROR = Text(sv="Cell {cell} visar felet {error}.", en="Cell {cell} shows the error {error}.")
_NO_DATE = Text(sv="Talet i cell {cell} är inget datum.", en="The number in cell {cell} is no date.")
_UNREADABLE = Text(sv="Cell {cell} går inte att läsa.", en="Cell {cell} cannot be read.")
_BROKEN = Text(
    sv="Bladet har en cell eller rad som inte kan finnas: {what}.",
    en="The sheet has a cell or row that cannot be: {what}.",
)


@dataclass(frozen=True, slots=True)
class Flaw:
    """A cell that has no value, and why."""

    reason: Text

    def __str__(self) -> str:
        return "#"


class SheetCells:
    """A sheet that is being read; `rows` yields the sheet's own row numbers with their cells, gaps as None.

    `last_row` is what the file says of itself, which may be wrong, and None where it says nothing.
    """

    def __init__(self, workbook: Workbook) -> None:
        self.last_row: int | None = None
        self._book = workbook
        self._rows: list[tuple[int, list[object]]] = []
        self._columns: dict[str, int] = {}
        self._number = 0
        self._cells: dict[int, object] = {}
        self._column = 0
        self._attributes: Mapping[str, str] = {}
        self._pieces: list[str] = []
        self._wanted = self._has_formula = self._has_value = False
        self._spoken = 0

    def rows(self, stream: IO[bytes], part: str) -> Iterator[tuple[int, list[object]]]:
        """Yield every row that has a value."""
        for _ in parsed(stream, part, self._start, self._end, self._text):
            yield from self._rows
            self._rows.clear()

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._attributes = attributes
            self._pieces.clear()
            self._has_formula = self._has_value = False
            self._column = self._column_of(attributes.get("r", ""))
        elif name == "v":
            self._wanted = self._has_value = True
        elif name == "t":
            self._wanted = not self._spoken
        elif name == "rPh":
            self._spoken += 1
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            self._number = self._row_of(attributes.get("r"))
            self._column = 0
        elif name == "dimension" and (found := _DIMENSION.fullmatch(attributes.get("ref", ""))):
            self.last_row = int(found[1])

    def _end(self, name: str) -> None:
        self._wanted = False
        if name == "c":
            value = self._value()
            if value is not None:
                self._cells[self._column] = value
        elif name == "rPh":
            self._spoken -= 1
        elif name == "row" and self._cells:
            width = max(self._cells)
            self._rows.append((self._number, [self._cells.get(at) for at in range(1, width + 1)]))
            self._cells = {}

    def _text(self, written: str) -> None:
        if self._wanted:
            self._pieces.append(written)

    def _row_of(self, written: str | None) -> int:
        if written is None:
            return self._number + 1
        number = int(written) if written.isascii() and written.isdigit() and len(written) < 8 else 0
        if not self._number < number <= _LAST_ROW:
            raise UnreadableFileError(_BROKEN.format(what=written[:20]), row=self._number)
        return number

    def _column_of(self, written: str) -> int:
        if not written:
            return self._column + 1
        found = _REFERENCE.fullmatch(written)
        if not found:
            raise UnreadableFileError(_BROKEN.format(what=written[:20]), row=self._number)
        letters = found[1].upper()
        if letters not in self._columns:
            self._columns[letters] = _index(letters)
        return self._columns[letters]

    def _value(self) -> object:
        """Return the value of the cell that ends here; None for an empty one, a Flaw for a broken one."""
        written = "".join(self._pieces)
        kind = self._attributes.get("t", "n")
        if not written:
            # Only a text may be computed as empty: programs that do not compute leave an empty value too.
            missing = self._has_formula and not (self._has_value and kind == "str")
            return self._flaw(_NO_VALUE) if missing else None
        if self._column > MOST_COLUMNS:
            raise UnreadableFileError(CROWDED.format(most=MOST_COLUMNS), row=self._number)
        if kind == "e" or len(written) > _LONGEST_TEXT:
            return self._flaw(_ERROR, error=written[:20])
        try:
            return self._read(kind, written)
        except (ValueError, IndexError, OverflowError):
            return self._flaw(_UNREADABLE)

    def _read(self, kind: str, written: str) -> object:
        if kind == "s":
            return self._book.strings[int(written)].strip() or None
        if kind in {"str", "inlineStr"}:
            return written.strip() or None
        if kind == "b":
            return written == "1"
        if kind == "d":
            return datetime.fromisoformat(written)
        return self._number_or_moment(float(written))

    def _number_or_moment(self, number: float) -> object:
        if not math.isfinite(number):
            raise ValueError(number)
        style = self._attributes.get("s")
        shown = self._book.kinds.get(int(style)) if style else None
        if shown is None:
            return int(number) if number.is_integer() and abs(number) < 2**53 else number
        if not 0 <= number < _LAST_DAY:
            return self._flaw(_NO_DATE)
        return moment_of(number, shown, from_1904=self._book.from_1904)

    def _flaw(self, reason: Text, **marks: object) -> Flaw:
        return Flaw(reason.format(cell=f"{letters_of(self._column)}{self._number}", **marks))


def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index


def letters_of(column: int) -> str:
    """Return what a spreadsheet calls a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def moment_of(serial: float, shown: str, *, from_1904: bool) -> date | datetime | time | str:
    """Return what a number of days shows as: a date, a time, both to the second, a duration as h:mm:ss."""
    days, part = divmod(round(serial * 86_400), 86_400)
    if shown == "duration":
        hours, seconds = divmod(days * 86_400 + part, 3600)
        return f"{hours}:{seconds // 60:02}:{seconds % 60:02}"
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
    if not from_1904 and days < 60:
        first += timedelta(days=1)  # spreadsheets count a 29 February 1900 that never was
    clock = (datetime.combine(first, time()) + timedelta(seconds=part)).time()
    if shown == "time" and not days:
        return clock
    day = first + timedelta(days=days)
    # A date format may hide a clock time that the number has: nothing is thrown away.
    return day if shown == "date" and not part else datetime.combine(day, clock)
