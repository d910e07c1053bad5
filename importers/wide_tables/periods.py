"""Periods as tables name them: a year, quarter, month, week or day, as [first day, day after the last)."""

import re
from datetime import date, timedelta

from geodata.errors import InvalidError
from geodata.text import Text
from importers import values

_NOT_A_PERIOD = Text(
    sv="Värdet är ingen period; skriv 2018, 2018K3, 2018-07, 2018-W05 eller 2018-07-31.",
    en="The value is not a period; write 2018, 2018Q3, 2018-07, 2018-W05 or 2018-07-31.",
)
_NO_SUCH_PERIOD = Text(sv="Perioden finns inte.", en="There is no such period.")
_YEAR = re.compile(r"([0-9]{4})")
_MONTH = re.compile(r"([0-9]{4})-?M?([0-9]{2})")
_QUARTER = re.compile(r"([0-9]{4})[- ]?(?:[KQ]|KV)\s?([1-4])|(?:[KQ]|KV)\s?([1-4])[- ]([0-9]{4})")
_WEEK = re.compile(r"([0-9]{4})[- ]?[VW]\.?\s?([0-9]{1,2})")
_WORDED_MONTH = re.compile(r"([A-ZÅÄÖ]+)\.?[- ]([0-9]{4})")
_MONTHS = (
    ("jan", "januari", "january"), ("feb", "februari", "february"), ("mar", "mars", "march"),
    ("apr", "april"), ("maj", "may"), ("jun", "juni", "june"), ("jul", "juli", "july"),
    ("aug", "augusti", "august"), ("sep", "sept", "september"), ("okt", "oct", "oktober", "october"),
    ("nov", "november"), ("dec", "december"),
)  # fmt: skip


def period(raw: object) -> tuple[date, date]:
    """Return the first day of a period and the day after its last; weeks are those of ISO 8601.

    Raises InvalidError for what is no period.
    """
    written = values.text(raw).upper()
    try:
        found = _months(written) or _week(written)
    except ValueError as error:
        raise InvalidError(_NO_SUCH_PERIOD) from error
    if found is not None:
        return found
    try:
        day = values.day(raw)
    except InvalidError as error:
        raise InvalidError(_NOT_A_PERIOD) from error
    return day, day + timedelta(days=1)


def is_period(raw: object) -> bool:
    """Return whether a value names a period."""
    try:
        period(raw)
    except InvalidError:
        return False
    return True


def _months(written: str) -> tuple[date, date] | None:
    if match := _YEAR.fullmatch(written):
        return _span(int(match[1]), 1, 12)
    if match := _QUARTER.fullmatch(written):
        return _span(int(match[1] or match[4]), 3 * int(match[2] or match[3]) - 2, 3)
    if match := _MONTH.fullmatch(written):
        return _span(int(match[1]), int(match[2]), 1)
    if match := _WORDED_MONTH.fullmatch(written):
        word = match[1].lower()
        month = next((number for number, names in enumerate(_MONTHS, 1) if word in names), None)
        return None if month is None else _span(int(match[2]), month, 1)
    return None


def _week(written: str) -> tuple[date, date] | None:
    match = _WEEK.fullmatch(written)
    if match is None:
        return None
    monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    return monday, monday + timedelta(days=7)


def _span(year: int, month: int, months: int) -> tuple[date, date]:
    following = month - 1 + months
    return date(year, month, 1), date(year + following // 12, following % 12 + 1, 1)
