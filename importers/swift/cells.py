"""A fast way for rows as they mostly are: values known by their plain form, or remembered from the real way.

Nothing is decided here. What a value means is asked once of the functions that read every record, and
remembered per category, per day. Rows are taken by the thousand, column by column; a row with anything else
in it goes the real way, whole.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import nan
from unicodedata import is_normalized

import numpy as np
import numpy.typing as npt
import shapely

from geodata.crs import LONLAT
from geodata.errors import InvalidError
from importers import times
from importers.positions import point_of
from importers.source import Notes, Record, Terms

MOST_REMEMBERED = 200_000

_Made = Callable[[str], str | None]
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]")
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?")
_DIGITS = b"0123456789.-"
_LONGEST_NUMBER = 20
_EDGES = (0.0, 90.0, 180.0)


class Remembered(dict[str, str | None]):
    """What `made` makes of a text, None where it must go the real way; asked once per text."""

    def __init__(self, made: _Made) -> None:
        self._made = made

    def __missing__(self, text: str) -> str | None:
        found = self._made(text)
        if len(self) < MOST_REMEMBERED:
            self[text] = found
        return found

    def all_of(self, texts: Sequence[str]) -> list[str | None]:
        """Return what is made of each of them."""
        return list(map(self.__getitem__, texts))


def quiet(terms: Terms) -> Terms:
    """Return the same terms with notes of their own: what asking leaves there is no note of a row."""
    return replace(terms, notes=Notes())


def plain_texts(cells: Sequence[str]) -> list[str | None]:
    r"""Return texts as COPY writes them, \N for an empty one; None for one that needs to be looked at."""
    together = "".join(cells)
    if " " not in together and _is_plain(together):
        return [cell or r"\N" for cell in cells]
    return list(map(plain_text, cells))


def plain_text(cell: str) -> str | None:
    """Return one text as `plain_texts` does."""
    return cell or r"\N" if _is_plain(cell) and cell == cell.strip() else None


def _is_plain(text: str) -> bool:
    return text.isprintable() and "\\" not in text and is_normalized("NFC", text)


def plain_numbers(cells: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return numbers of digits with at most one point or comma, and a minus; NaN for any other form."""
    together = "".join(cells)
    if together.isascii() and not together.encode().translate(None, _DIGITS):
        try:
            numbers = np.array(list(map(float, cells)))
        except ValueError:
            pass  # a cell is empty, or has two points
        else:
            return np.where(np.array(list(map(len, cells))) <= _LONGEST_NUMBER, numbers, nan)
    return np.array(list(map(_plain_number, cells)), dtype=np.float64)


def _plain_number(cell: str) -> float:
    digits = cell.replace(",", ".").removeprefix("-")
    if digits.isascii() and digits.replace(".", "", 1).isdigit() and len(digits) <= _LONGEST_NUMBER:
        return float(cell.replace(",", "."))
    return nan


class Clock:
    """Spans of events from moments written as 2014-03-12 20:30, with seconds or not, with T or space."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._zones = Remembered(self._zone)
        self._clocks = Remembered(_clock)

    def spans(self, begins: Sequence[str], ends: Sequence[str]) -> list[str | None]:
        """Return start, stop and precision as COPY writes them; an end is empty where there is none."""
        started, stopped = self._moments(begins), self._moments(ends)
        return list(map(_span, begins, ends, started, stopped))

    def _moments(self, cells: Sequence[str]) -> list[str | None]:
        zones, clocks = self._zones, self._clocks
        return [
            None
            if (zone := zones[cell[:11]]) is None or (clock := clocks[cell[11:]]) is None
            else f"{cell[:10]}T{clock}{zone}"
            for cell in cells
        ]

    def _zone(self, day: str) -> str | None:
        """Return the offset of all moments of a day; None where they are to be looked at one by one."""
        if not _DAY.fullmatch(day):
            return None
        zones = set()
        for clock in ("00:00:00", "23:59:59"):
            asked = quiet(self._terms)
            cell = f"{day}{clock}"
            try:
                span = times.span_of(Record(0, {"occurred_from": cell, "occurred_to": cell}, {}), asked)
            except InvalidError:
                return None
            written = span.start.isoformat()
            if any(asked.notes.notices()) or written[:19] != f"{day[:10]}T{clock}":
                return None
            zones.add(written[19:])
        return zones.pop() if len(zones) == 1 else None


def _clock(written: str) -> str | None:
    found = _CLOCK.fullmatch(written)
    return None if found is None else written if found[1] else f"{written}:00"


def _span(begin: str, end: str, started: str | None, stopped: str | None) -> str | None:
    if started is None:
        return None
    if not end or end == begin:
        # Given as an end too, midnight may stand for a whole day.
        return None if end and begin[11:16] == "00:00" else f"{started}\t{started}\texact"
    # From midnight the time of day may be unknown; ends on either side of a change of zone are compared by
    # the real way.
    if stopped is None or begin[11:16] == "00:00" or started[19:] != stopped[19:] or stopped < started:
        return None
    return f"{started}\t{stopped}\t{'exact' if started == stopped else 'interval'}"


class Points:
    """Points from two cells, in the file's CRS, as COPY writes them."""

    def __init__(self, terms: Terms) -> None:
        self._reach = (180.0, 90.0) if terms.srid == LONLAT else (np.inf, np.inf)
        self._nowhere = terms.where.nowhere
        of_one = point_of(Record(0, {}, {}, shapely.Point(1, 1)), replace(terms, where=type(terms.where)()))
        self._head = np.void(bytes.fromhex(str(of_one)[:-32]))

    def points(self, easts: Sequence[str], norths: Sequence[str]) -> list[str | None]:
        """Return the points; None for coordinates that are missing, or that may be no position."""
        xs, ys = plain_numbers(easts), plain_numbers(norths)
        packed = np.empty(len(xs), [("head", self._head.dtype), ("x", "<f8"), ("y", "<f8")])
        packed["head"], packed["x"], packed["y"] = self._head, xs, ys
        written, width = packed.tobytes().hex().upper(), 2 * packed.itemsize
        points: list[str | None] = [written[at : at + width] for at in range(0, len(written), width)]
        for number in np.flatnonzero(~self._surely(xs, ys)):
            points[number] = None
        return points

    def _surely(self, xs: npt.NDArray[np.float64], ys: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """Return for which coordinates it is plain that they are a position."""
        sure: npt.NDArray[np.bool_] = np.isfinite(xs) & np.isfinite(ys)
        for numbers, most in zip((xs, ys), self._reach, strict=True):
            sure &= (np.abs(numbers) <= most) & ~np.isin(np.abs(numbers), _EDGES)
        for number in np.flatnonzero(sure & self._nowhere.may_hold(xs, ys)):
            sure[number] = self._nowhere.name_at(float(xs[number]), float(ys[number])) is None
        return sure
