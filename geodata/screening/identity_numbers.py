"""Personal identity numbers and coordination numbers (SKV 704, SKV 707), in every spelling.

A number is a day of birth, three digits and a check digit (Luhn, over the last ten). Of a coordination number
the day is 60 higher. The numbers of organisations have a "month" from 20, and so are no days of birth.
"""

import re
from collections.abc import Iterator
from datetime import date

from geodata.screening.finding import Finder, Finding, Kind
from geodata.text import Text

_ADVICE = Text(
    sv="Beskriv platsen och låt personer vara; uppgifter om personer hör hemma i verksamhetens eget system.",
    en="Describe the place and leave persons out; what concerns them belongs in your own case system.",
)
PERSONAL = Kind(
    "personal_number", Text(sv="ett personnummer", en="a personal identity number"), advice=_ADVICE
)
COORDINATION = Kind(
    "coordination_number", Text(sv="ett samordningsnummer", en="a coordination number"), advice=_ADVICE
)

_CENTURY = r"(?:(?P<{0}>1[89]|20) ?)?"
_JOINT = r" {0,2}[-+./]? {0,2}"
_NOT_WITHIN_A_NUMBER = (r"(?<![0-9])(?<![0-9][-.+:])", r"(?![0-9])(?![-.+:][0-9])(?!,[0-9]{1,3}(?![0-9]))")
_SPELLINGS = (
    # 850101-1234, 198501011234, 850101+1234, 850101 - 1234, 850101-12 34
    _CENTURY.format("a") + r"[0-9]{6}(?P<a_joint>" + _JOINT + r")"
    r"(?:[0-9]{4}|(?<=[-+])[0-9]{2} [0-9]{2}|(?<=[-+])[0-9]{3}[ -][0-9])",
    # 1985-01-01-1234, 85 01 01 1234, 1985.01.01 1234
    _CENTURY.format("b") + r"[0-9]{2}(?P<between> ?[-./] ?| )[0-9]{2}(?P=between)[0-9]{2}"
    r"(?P<b_joint>" + _JOINT + r"(?<![0-9]))[0-9]{4}",
    # 8 5 0 1 0 1 - 1 2 3 4
    r"(?P<spaced>[0-9](?:[ .]{1,2}[0-9]){5}(?:(?:[ .]{1,2}[0-9]){2})?[-+ .]{1,4}[0-9](?:[ .]{1,2}[0-9]){3})",
)
_PATTERN = re.compile(
    "(?=[0-9])" + _NOT_WITHIN_A_NUMBER[0] + "(?:" + "|".join(_SPELLINGS) + ")" + _NOT_WITHIN_A_NUMBER[1],
    re.ASCII,
)
_NO_DIGIT = re.compile(r"[^0-9]+")
_MANY_DIGITS = re.compile(r"[0-9](?:[^0-9]{0,5}[0-9]){9}")
_CENTURIES = (1900, 2000, 1800)
# From here on a day and a clock time, "2016-03-12 2130", are likelier than a child's number.
_RECENT = 2010


def find(legible: str) -> Iterator[Finding]:
    """Yield the numbers of a legible text."""
    position = 0
    while match := _PATTERN.search(legible, position):
        kind = _kind(match)
        if kind is not None:
            yield Finding(kind, match.start(), match.end())
        # A number may begin at the next group of one that was none.
        position = match.end() if kind else match.start() + 1


def _kind(match: re.Match[str]) -> Kind | None:
    digits = _NO_DIGIT.sub("", match[0])
    century, ten = digits[:-10], digits[-10:]
    if not _passes_luhn(ten) or _is_a_moment(match, digits):
        return None
    day = int(ten[4:6])
    kind, day = (COORDINATION, day - 60) if day > 60 else (PERSONAL, day)
    centuries = (int(century) * 100,) if century else _CENTURIES
    return kind if any(_is_day(first + int(ten[:2]), int(ten[2:4]), day) for first in centuries) else None


def _is_a_moment(match: re.Match[str], digits: str) -> bool:
    joint = match["a_joint"] if match["a_joint"] is not None else match["b_joint"]
    if joint is None or joint.strip() or not joint or len(digits) != 12:
        return False
    return int(digits[:4]) >= _RECENT and int(digits[8:10]) < 24 and int(digits[10:]) < 60


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _passes_luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


FINDER = Finder((PERSONAL, COORDINATION), _MANY_DIGITS.search, find)
