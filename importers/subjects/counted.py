"""Counts as their providers write them: a number, one withheld because it is small, or one that is missing.

Withheld and missing are not zero: "<5" and ".." say that something is kept back, "Värde saknas" that nobody
knows.
"""

import re
from dataclasses import dataclass

from geodata.errors import InvalidError
from geodata.text import Text
from importers import values
from importers.source import LeftOutError, Record
from importers.values import folded

_MISSING = frozenset(
    map(folded, ("värde saknas", "uppgift saknas", "saknas", "missing", "na", "n/a", "nan", "null", "none"))
)
_WITHHELD = frozenset({"..", ".", "…", "-", "–", "—", "*", "**", "x", "k", "•", "sekretess", "withheld"})
_BELOW = re.compile(r"(?:<|färre än|mindre än|under|fewer than|less than)\s*([0-9]{1,4})")
_UP_TO = re.compile(r"(?:[01]\s*[-–]|<=|≤)\s*([0-9]{1,4})")

_NEGATIVE = Text(sv="Antalet är negativt.", en="The count is negative.")
NOT_THERE = Text(
    sv="värdet saknas hos uppgiftslämnaren; det är inte noll och har lämnats utanför",
    en="the provider has no value; that is not zero, and is left out",
)


@dataclass(frozen=True, slots=True)
class Count:
    """A `number`; None for one that is withheld, with what it lies `below` where that is said."""

    number: int | None
    below: int | None = None


def is_missing(record: Record, field: str) -> bool:
    """Return whether the provider has no value for a field, be it empty or said in words."""
    written = values.text(record.values.get(field)).casefold()
    return not written or folded(written) in _MISSING


def is_withheld(record: Record, field: str) -> bool:
    """Return whether a mark stands for a value that the provider keeps back."""
    return values.text(record.values.get(field)).casefold() in _WITHHELD


def count(record: Record, field: str) -> Count:
    """Return the count that a field tells.

    Raises LeftOutError where the provider has none, InvalidError for what is none and what is negative.
    """
    if is_missing(record, field):
        raise LeftOutError(NOT_THERE)
    if is_withheld(record, field):
        return Count(None)
    written = values.text(record.values[field]).casefold()
    if match := _BELOW.fullmatch(written):
        return Count(None, int(match[1]))
    if match := _UP_TO.fullmatch(written):
        return Count(None, int(match[1]) + 1)
    number: int = record.read(field, values.whole)
    if number < 0:
        raise InvalidError(_NEGATIVE, field=field)
    return Count(number)
