"""Telephone numbers as they are written in Sweden: mobile, with an area code, from abroad.

A number is known by its shape: an area code that exists, the right count of digits, groups as people make
them. Days, clock times, coordinates, money and reference numbers have other shapes, or words beside them.
"""

import re
from collections.abc import Iterator

from geodata.screening.finding import Finder, Finding, Kind
from geodata.text import Text

PHONE = Kind(
    "phone",
    Text(sv="ett telefonnummer", en="a telephone number"),
    Text(
        sv="Skriv vilken verksamhet som svarar, till exempel ”ring fastighetsjouren”.",
        en="Write which office answers, such as “call the property's emergency desk”.",
    ),
)

# The numbering plan (PTS): codes of two and three digits by name, those of four by their first three.
# Left out are the numbers of services, which are nobody's own: 020, 0771, 09xx.
_AREA = (
    r"0(?:8|1[013689]|2[136]|3[1356]|4[0246]|54|6[03]|90"
    r"|(?:1[2457]|2[245789]|3[024789]|4[135789]|5[0-35-9]|6[124-9]|9[1-8])[0-9])"
)
_MOBILE = r"07[02369]"
# Two to four digits at a time, with the same between them all the way.
_GROUPS = r"(?:[0-9]{{2,4}}(?P<{0}> {{1,2}}|\.|-)(?:[0-9]{{2,4}}(?P={0}))*[0-9]{{2,4}}|[0-9]{{5,8}})"
_BEFORE = r"(?<![0-9])(?<![0-9][-./:,])(?<![0-9]\+)(?<![0-9a-f]{4}-)"
_AFTER = r"(?![0-9])(?![-:.,/][0-9])"
_ABROAD = r"(?:\+ ?|(?<![0-9])00 ?)"
_NATIONAL = r"(?:\(0\)[ -]?|0)?"

_SHAPES = (
    # 070-123 45 67, 0701234567, (070) 123 45 67, 070.123.45.67
    ("mobile", rf"\(?{_MOBILE}\)? {{0,2}}[-/._]? {{0,2}}[0-9](?:[ ._-]{{0,3}}[0-9]){{6}}"),
    # 0701-23 45 67, 07012 34567, 07 01 23 45 67, 0 70 123 45 67, 07-01234567, 0 7 0 1 2 3 4 5 6 7
    ("mobile", rf"{_MOBILE}[0-9] ?[-/ ] ?[0-9](?:[ -]{{0,3}}[0-9]){{5}}"),
    ("mobile", rf"{_MOBILE}[0-9]{{2}} [0-9]{{5}}"),
    ("mobile", r"07 [02369][0-9](?: [0-9]{2}){3}"),
    ("mobile", r"0 7[02369][ -][0-9](?:[ -]?[0-9]){6}"),
    ("mobile", r"07-[02369][0-9]{7}"),
    ("mobile", r"0[ .]{1,2}7[ .]{1,2}[02369](?:[ .-]{1,3}[0-9]){7}"),
    # +46 70 123 45 67, 0046-40-34 10 00, +46 (0)40 34 10 00, 46701234567
    ("abroad", rf"{_ABROAD}46[ ./-]{{0,3}}{_NATIONAL}[1-9](?:[ )./-]{{0,3}}[0-9]){{6,8}}"),
    ("abroad", r"46[ -]?7[02369](?:[ -]{0,2}[0-9]){7}"),
    # +45 12 34 56 78
    ("abroad", r"\+ ?[1-9][0-9]{1,2}[ -]{0,2}(?:\(0\))?[0-9](?:[ .-]{0,2}[0-9]){6,10}"),
    ("abroad", r"00 ?(?:45|47|48|49|44|358)[ -]{0,2}[0-9](?:[ .-]{0,2}[0-9]){6,9}"),
    # 040-34 10 00, 0413-123 45, (08) 508 000 00, 040/341000, 040341000
    ("area", rf"\(?{_AREA}(?:\) ?-?| ?- ?| ?/ ?| {{1,2}}){_GROUPS.format('a')}"),
    ("area", rf"{_AREA}\.[0-9]{{2,4}}(?:\.[0-9]{{2,4}})+"),
    ("area", rf"{_AREA}[0-9]{{5,8}}"),
)
_PATTERN = re.compile(
    r"(?=[(+04])"  # quickly past everything else
    + _BEFORE
    + "(?:"
    + "|".join(f"(?P<{name}_{place}>{shape})" for place, (name, shape) in enumerate(_SHAPES))
    + ")"
    + _AFTER,
    re.ASCII,
)
# A number within the town, known by the word before it: tel 34 10 00.
_SPOKEN_OF = re.compile(
    r"\b(?:tele?(?:fon)?(?:nummer|nr)?|tfn|tlf|mobil(?:en|nummer|nr|telefon)?|ring|ringa|sms|smsa|phone|call|cell)"
    r"[.: ]{1,3}(?:nr|nummer|på|till)?[.: ]{0,2}(?P<local>[1-9][0-9]{1,3}(?:[ -]?[0-9]{2,3}){1,3})" + _AFTER,
    re.IGNORECASE,
)
_NO_DIGIT = re.compile(r"[^0-9]+")
_ENOUGH_DIGITS = re.compile(r"[0-9](?:[^0-9]{0,5}[0-9]){5}")
_LENGTHS = {"mobile": range(10, 11), "area": range(8, 11)}
_LONGEST_FROM_ABROAD = 15
_LONGEST_LOCAL = 9

# Beside these words a number is something else. Mobile numbers are too plain to be mistaken.
_OTHER_NUMBER = re.compile(
    r"(?:\b(?:stolp\w*|armatur\w*|lamp\w*|skåp\w*|ljuspunkt\w*|dnr|diari\w+|ärende\w*|projekt\w*|konto\w*"
    r"|faktura\w*|order\w*|artikel\w*|fastighet\w*|id|kl|klockan|mellan)(?:[ .]{1,2}(?:nr|nummer))?"
    r"|(?<!tel )(?<!tfn )(?<!fon )(?<!mobil )\bnr"
    r"|(?<!\w)(?-i:[NESWÖV]))[ .:]{1,2}$",
    re.IGNORECASE,
)
# 08 15 08 30 08 45 are departures, 010 020 030 040 the head of a table.
_IN_A_ROW = re.compile(r"[0-9] $")
_HOURS = re.compile(
    r"\b(?:kl|klockan|mellan|öppet|öppettider|dagligen|vardagar|(?:mån|tis|ons|tors?|fre|lör|sön)\w*)"
    r"[ .:]{1,2}$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r" ?(?:kr|kronor|sek|mkr|tkr|lux|lx|m|km|m2|kvm|st|%|procent|meter|invånare)\b", re.IGNORECASE
)
_DAYS = re.compile(r"(?:19|20)[0-9]{2}[ -]?(?:(?:19|20)[0-9]{2}|[01][0-9][ -]?[0-3][0-9])")
_PUBLIC_SERVICE = "11"  # 112, 113 13, 114 14, 116 117


def find(legible: str) -> Iterator[Finding]:
    """Yield the numbers of a legible text."""
    position = 0
    while match := _PATTERN.search(legible, position):
        found = _is_phone(match, legible)
        if found:
            yield Finding(PHONE, match.start(), match.end())
        position = match.end() if found else match.start() + 1
    for match in _SPOKEN_OF.finditer(legible):
        if _is_local(match["local"], legible[match.end() :]):
            yield Finding(PHONE, *match.span("local"))


def _is_phone(match: re.Match[str], legible: str) -> bool:
    shape = str(match.lastgroup).partition("_")[0]
    digits = _NO_DIGIT.sub("", match[0])
    if shape == "abroad":
        return len(digits) <= _LONGEST_FROM_ABROAD and not _UNIT.match(legible, match.end())
    if len(digits) not in _LENGTHS[shape]:
        return False
    if shape == "mobile":
        return True
    before = legible[max(0, match.start() - 20) : match.start()]
    if match["a"] == " " and _IN_A_ROW.search(before):
        return False
    if digits.startswith("08") and _HOURS.search(before):
        return False
    return not _OTHER_NUMBER.search(before) and not _UNIT.match(legible, match.end())


def _is_local(written: str, after: str) -> bool:
    digits = _NO_DIGIT.sub("", written)
    if not 6 <= len(digits) <= _LONGEST_LOCAL or digits.startswith(_PUBLIC_SERVICE):
        return False
    return not _DAYS.fullmatch(written) and not _UNIT.match(after)


FINDER = Finder((PHONE,), _ENOUGH_DIGITS.search, find)
