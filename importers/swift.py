"""A fast way for rows as they mostly are: values known by their plain form, or remembered from the real way.

Nothing is decided here. What a value means is asked once of the functions that read every record, and
remembered per category, per day. A row with anything else in it goes the real way, whole.
"""

import re
import struct
from collections.abc import Callable
from dataclasses import replace
from math import isfinite

import shapely

from geodata.crs import LONLAT
from geodata.errors import InvalidError
from importers import times
from importers.positions import point_of
from importers.source import Notes, Record, Terms

MOST_REMEMBERED = 200_000

_Made = Callable[[str], str | None]
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]")
_HOURS = frozenset(f"{number:02}" for number in range(24))
_SIXTY = frozenset(f"{number:02}" for number in range(60))
_POINT = struct.Struct("<dd")
_LONGEST_NUMBER = 20
_EDGES = frozenset({0.0, 90.0, 180.0})


class Remembered(dict[str, str | None]):
    """What `made` makes of a text, None where it must go the real way; asked once per text."""

    def __init__(self, made: _Made) -> None:
        self._made = made

    def __missing__(self, text: str) -> str | None:
        found = self._made(text)
        if len(self) < MOST_REMEMBERED:
            self[text] = found
        return found


def quiet(terms: Terms) -> Terms:
    """Return the same terms with notes of their own: what asking leaves there is no note of a row."""
    return replace(terms, notes=Notes())


def plain_text(cell: str) -> str | None:
    r"""Return a text as COPY writes it, \N for an empty one; None for one that needs to be looked at."""
    if cell.isprintable() and "\\" not in cell and cell == cell.strip():
        return cell or r"\N"
    return None


def plain_number(cell: str) -> float | None:
    """Return a number of digits with at most one point or comma, and a minus; None for any other form."""
    digits = cell.replace(",", ".").removeprefix("-")
    if digits.isascii() and digits.replace(".", "", 1).isdigit() and len(digits) <= _LONGEST_NUMBER:
        return float(cell.replace(",", "."))
    return None


class Clock:
    """Spans of events from moments written as 2014-03-12 20:30, with seconds or not, with T or space."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._zones = Remembered(self._zone)

    def span(self, begin: str, end: str) -> tuple[str, str, str] | None:
        """Return start, stop and precision as COPY writes them; `end` is empty where there is none."""
        started = self._moment(begin)
        if started is None:
            return None
        if not end or end == begin:
            # Given as an end too, midnight may stand for a whole day.
            return None if end and begin[11:16] == "00:00" else (started, started, "exact")
        stopped = self._moment(end)
        # From midnight the time of day may be unknown; ends on either side of a change of zone are compared
        # by the real way.
        if stopped is None or begin[11:16] == "00:00" or started[19:] != stopped[19:] or stopped < started:
            return None
        return started, stopped, "exact" if started == stopped else "interval"

    def _moment(self, cell: str) -> str | None:
        zone = self._zones[cell[:11]]
        if zone is None or cell[11:13] not in _HOURS or cell[13:14] != ":" or cell[14:16] not in _SIXTY:
            return None
        if len(cell) == 16:
            return f"{cell[:10]}T{cell[11:]}:00{zone}"
        if len(cell) == 19 and cell[16] == ":" and cell[17:] in _SIXTY:
            return f"{cell[:10]}T{cell[11:]}{zone}"
        return None

    def _zone(self, day: str) -> str | None:
        """Return the offset of all moments of a day; None where they are to be looked at one by one."""
        if not _DAY.fullmatch(day):
            return None
        zones = set()
        for clock in ("00:00:00", "12:30:00", "23:59:59"):
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


class Points:
    """Points from two cells, in the file's CRS, as COPY writes them."""

    def __init__(self, terms: Terms) -> None:
        self._degrees = terms.srid == LONLAT
        self._nowhere = terms.where.nowhere
        hexadecimal = point_of(
            Record(0, {}, {}, shapely.Point(1, 1)), replace(terms, where=type(terms.where)())
        )
        self._head = str(hexadecimal)[:-32]

    def point(self, east: str, north: str) -> str | None:
        """Return the point; None for coordinates that are missing, or that may be no position."""
        x, y = plain_number(east), plain_number(north)
        if x is None or y is None or not (isfinite(x) and isfinite(y)):
            return None
        if abs(x) in _EDGES or abs(y) in _EDGES or (self._degrees and (abs(x) > 180 or abs(y) > 90)):
            return None
        if self._nowhere.cells and self._nowhere.name_at(x, y) is not None:
            return None
        return self._head + _POINT.pack(x, y).hex().upper()
