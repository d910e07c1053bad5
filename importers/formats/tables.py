"""What is what in a table as people make them: titles above the headers, headers in two rows, totals below.

Rows are given as a person counts them: the number of the line or sheet row on which they begin, and cells.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from geodata.text import Text
from importers.formats.content import UnreadableFileError

Cells = Sequence[object]
Line = tuple[int, Cells]

MOST_COLUMNS = 4096
LONGEST_HEADER = 300
BETWEEN_HEADERS = " | "
_SHOWN_NUMBERS = 20
_MOSTLY = 0.8

_NUMBER = re.compile(r"[+-]?[0-9][0-9\s\u00a0\u202f]*(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?\s?%?")
_YEAR = re.compile(r"(?:18|19|20)[0-9]{2}(?:\.0)?")
_TOTAL = re.compile(
    r"(?:.+\s)?(?:totalt?|totaler|totals|totalsumma|summa|s:a|sum|grand total)(?:\s.+)?:?", re.IGNORECASE
)
_LONGEST_TOTAL = 40  # a longer text that speaks of a total is a text
_NOTE = re.compile(
    r"(?:\*|[0-9]\)|[¹²³]|(?:data)?källa|källor|kommentar|anm\b|anm\.|anmärkning|not\b|noter\b|fotnot|förklaring|"
    r"senast (?:uppdaterad|ändrad)|uppdaterad|uttag|sources?\b|notes?\b|remarks?\b|last updated|©)",
    re.IGNORECASE,
)
_MISSING = frozenset({"", "-", "–", "—", ".", "..", "…", "x", "na", "n/a", "nan", "null"})

_NO_HEADER = Text(sv="Filen har ingen rubrikrad.", en="The file has no header line.")
_NO_SUCH_HEADER = Text(
    sv="Bland de {rows} första raderna finns inga rubriker.",
    en="There are no headers among the first {rows} rows.",
)
_TWICE = Text(sv="Kolumnen {header} finns mer än en gång.", en="The column {header} occurs more than once.")
_RUNNING_TEXT = Text(
    sv="Rubriken är löpande text, inte namnet på en kolumn.",
    en="The header is running text, not the name of a column.",
)
CROWDED = Text(
    sv="Tabellen har fler än {most} kolumner.",
    en="The table has more than {most} columns.",
)
_TITLES = Text(
    sv="Raderna ovanför rubrikerna har lämnats utanför: rad {rows}.",
    en="The rows above the headers are left out: row {rows}.",
)
_JOINED = Text(
    sv="Rubrikerna står i flera rader och har satts ihop: rad {rows}.",
    en="The headers take several rows and are joined: row {rows}.",
)
_NUMBERED = Text(
    sv="Filen har inga rubriker; kolumnerna har numrerats.",
    en="The file has no headers; columns are numbered.",
)
_TOTALS = Text(
    sv="Summarader under tabellen har lämnats utanför: rad {rows}.",
    en="Total rows at the end of the table are left out: row {rows}.",
)
_NOTES = Text(
    sv="Noter under tabellen har lämnats utanför: rad {rows}.",
    en="Notes below the table are left out: row {rows}.",
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table begins: its headers, and how many rows stand above its first record."""

    headers: tuple[str, ...]
    header_rows: int
    notices: tuple[Text, ...] = ()


def layout_of(lines: Sequence[Line], width: int, header_rows: int | None) -> Layout:
    """Return the layout of a table from its first rows, blank ones left out; `width` is that of its records.

    `header_rows` says how many rows stand above the first record; with 0 the columns are called 1, 2, 3 …
    Raises UnreadableFileError where there are no headers or one occurs twice.
    """
    if width > MOST_COLUMNS:
        raise UnreadableFileError(CROWDED.format(most=MOST_COLUMNS))
    if header_rows == 0:
        return Layout(tuple(str(number + 1) for number in range(width)), 0, (_NUMBERED,))
    above = _told(lines, width, header_rows) if header_rows is not None else _found(lines, width)
    if not above:
        raise UnreadableFileError(_NO_HEADER, row=1)
    headers = _joined([cells for _, cells in above])
    last = above[-1][0]
    _check(headers, last)
    titles = [number for number, _ in lines if number < above[0][0]]
    notices = [_TITLES.format(rows=shown_numbers(titles))] if titles else []
    if len(above) > 1:
        notices.append(_JOINED.format(rows=shown_numbers([number for number, _ in above])))
    return Layout(headers, max(last, header_rows or 0), tuple(notices))


def _told(lines: Sequence[Line], width: int, header_rows: int) -> list[Line]:
    above = [line for line in lines if line[0] <= header_rows]
    if not above:
        raise UnreadableFileError(_NO_SUCH_HEADER.format(rows=header_rows), row=header_rows)
    named = [line for line in above if not _is_title(line[1], width)]
    return named or above[-1:]


def _found(lines: Sequence[Line], width: int) -> list[Line]:
    first = next((at for at, (_, cells) in enumerate(lines) if not _is_title(cells, width)), None)
    if first is None:
        return list(lines[:1])
    if first and any(_filled(cells) > 1 for _, cells in lines[:first]) and _has_numbers(lines[first][1]):
        # What looked like a title of two cells has records below it: it is a header that is too short.
        first = next(at for at, (_, cells) in enumerate(lines) if _filled(cells) > 1)
    rows = 2 if _has_second_row(lines[first:], width) else 1
    return list(lines[first : first + rows])


def _is_title(cells: Cells, width: int) -> bool:
    """Return whether a row above is no header: one cell alone at the left, or a name and its value."""
    filled = [at for at, cell in enumerate(cells) if written(cell)]
    if width < 2 or not filled:
        return False
    return filled == [0] or (filled == [0, 1] and width >= 4)


def _has_second_row(lines: Sequence[Line], width: int) -> bool:
    """Return whether the second row holds headers too: labels below merged cells, figures below them."""
    if len(lines) < 3:
        return False
    upper, lower = (_texts(cells, width) for _, cells in lines[:2])
    spans = {at for at in range(1, width) if not upper[at] and any(upper[:at])}
    spans |= {at for at in range(width) if upper[at] and upper.count(upper[at]) > 1}
    groups = spans | {at - 1 for at in spans if upper[at - 1]}
    if not spans or not all(lower[at] for at in groups):
        return False
    below = [_texts(cells, width) for _, cells in lines[2:] if closing_kind(cells) is None]
    return bool(below) and all(_is_label(lower[at], [row[at] for row in below]) for at in groups)


def _is_label(label: str, column: Sequence[str]) -> bool:
    """Return whether `label` stands above a column of figures rather than being one of them."""
    if _YEAR.fullmatch(label):
        return sum(bool(_YEAR.fullmatch(cell)) for cell in column) < _MOSTLY * len(column)
    if _NUMBER.fullmatch(label):
        return False
    return sum(is_figure(cell) for cell in column) >= _MOSTLY * len(column)


def _joined(rows: Sequence[Cells]) -> tuple[str, ...]:
    width = max(len(cells) for cells in rows)
    texts = [_texts(cells, width) for cells in rows]
    for upper, lower in itertools.pairwise(texts):
        for at in range(1, width):
            if not upper[at] and lower[at]:
                upper[at] = upper[at - 1]  # a merged cell holds its text at the left
    columns = zip(*texts, strict=True)
    return tuple(BETWEEN_HEADERS.join(dict.fromkeys(filter(None, column))) for column in columns)


def _check(headers: tuple[str, ...], row: int) -> None:
    if not any(headers):
        raise UnreadableFileError(_NO_HEADER, row=row)
    seen: set[str] = set()
    for header in headers:
        if len(header) > LONGEST_HEADER:
            raise UnreadableFileError(_RUNNING_TEXT, row=row)
        if header and header in seen:
            raise UnreadableFileError(_TWICE.format(header=header), row=row)
        seen.add(header)


def _texts(cells: Cells, width: int) -> list[str]:
    texts = [written(cell) for cell in cells[:width]]
    return texts + [""] * (width - len(texts))


def _filled(cells: Cells) -> int:
    return sum(bool(written(cell)) for cell in cells)


def _has_numbers(cells: Cells) -> bool:
    texts = [written(cell) for cell in cells]
    return any(_NUMBER.fullmatch(text) and not _YEAR.fullmatch(text) for text in texts)


def written(cell: object) -> str:
    """Return a cell as a person reads it on one line; "" for an empty one."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return " ".join(str(cell).split())


def is_figure(text: str) -> bool:
    """Return whether a text is a number, or a mark for one that is missing."""
    return text.casefold() in _MISSING or _NUMBER.fullmatch(text) is not None


def closing_kind(cells: Cells) -> str | None:
    """Return what a row at the end of a table may be: "total", "note", "text", "blank"; None for a record."""
    filled = [at for at, cell in enumerate(cells) if cell is not None and cell != ""]
    if len(filled) > 1 and not isinstance(cells[filled[0]], str):
        return None  # as most rows are, and soon told
    texts = [text for at in filled if (text := written(cells[at]))]
    if not texts:
        return "blank"
    first, others = texts[0], texts[1:]
    if not others:
        if _NOTE.match(first):
            return "note"
        return "text" if " " in first and not is_figure(first) else None
    if len(first) <= _LONGEST_TOTAL and filled[0] <= 1 and _TOTAL.fullmatch(first):
        return "total" if all(is_figure(text) for text in others) else None
    # The value of a note may stand in a cell of its own: "Källa", "Brå".
    return "note" if len(texts) == 2 and len(cells) > 3 and _NOTE.match(first) else None


@dataclass(frozen=True, slots=True)
class Closing:
    """The rows below the last record of a table."""

    totals: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()

    @property
    def first(self) -> int | None:
        """Return the number of the first row that is no record; None where records go to the end."""
        return min((*self.totals, *self.notes), default=None)

    def notices(self) -> tuple[Text, ...]:
        """Return a sentence for the totals and one for the notes that are left out."""
        told = ((_TOTALS, self.totals), (_NOTES, self.notes))
        return tuple(sentence.format(rows=shown_numbers(rows)) for sentence, rows in told if rows)


def closing_of(tail: Sequence[Line]) -> Closing:
    """Return which of a table's last rows are no records; rows before the last record do not matter.

    A lone text is a note only below a total, a note or a blank row: else it may be a record cut short.
    """
    kinds: list[tuple[int, str]] = []
    for number, cells in reversed(tail):
        kind = closing_kind(cells)
        if kind is None:
            break
        kinds.append((number, kind))
    kinds.reverse()
    sure = next((at for at, (_, kind) in enumerate(kinds) if kind != "text"), len(kinds))
    totals = tuple(number for number, kind in kinds[sure:] if kind == "total")
    notes = tuple(number for number, kind in kinds[sure:] if kind in {"note", "text"})
    return Closing(totals, notes)


def shown_numbers(numbers: Iterable[int]) -> str:
    """Return row numbers as they are told, the first twenty: "3, 4"."""
    listed = list(numbers)
    more = " …" if len(listed) > _SHOWN_NUMBERS else ""
    return ", ".join(map(str, listed[:_SHOWN_NUMBERS])) + more
