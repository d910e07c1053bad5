"""Reading of single values as people write them: numbers, days, clock times, codes.

Nothing is guessed: what can be read in two ways is refused with InvalidError, whose reason says how to write.
"""

import math
import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone

from geodata.codes import CodeList
from geodata.codes.code_list import Code
from geodata.errors import InvalidError
from geodata.text import Text

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+|[+-]?[0-9]{1,3}(?:\.[0-9]{3})+")
_ISO_DAY = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{2})([0-9]{2}))")
_DOTTED_DAY = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
_WORDED_DAY = re.compile(r"([0-9]{1,2})[\s.-]\s?([a-zåäö]+)\.?[\s.,-]\s?([0-9]{4})")
_WORDED_MONTH_FIRST = re.compile(r"([a-zåäö]+)\.?\s([0-9]{1,2}),?\s([0-9]{4})")
_MIDNIGHT = re.compile(r"[T\s]\s*(?:0{1,2}[:.]00(?:[:.]00(?:[.,]0+)?)?Z?|12:00(?::00)?\sAM)$", re.IGNORECASE)
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_CLOCK = re.compile(
    r"(?:kl\.?\s*)?([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,][0-9]+)?)?(?:\s?([ap])\.?m\.?)?",
    re.IGNORECASE,
)
_END_OF_DAY = re.compile(r"(?:kl\.?\s*)?24[:.]00(?:[:.]00)?", re.IGNORECASE)
_HOUR_OF_HALF_A_DAY = re.compile(r"([0-9]{1,2})\s?([ap])\.?m\.?", re.IGNORECASE)
_DAY_AND_CLOCK = re.compile(
    r"(.*[0-9])(?:T|,?\s+)((?:kl\.?\s*)?[0-9]{1,2}(?:[:.][0-9]{2}){1,2}(?:[.,][0-9]+)?(?:\s?[ap]\.?m\.?)?"
    r"|[0-9]{1,2}\s?[ap]\.?m\.?)\s?(Z|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
_MONTHS = (
    ("januari", "january"), ("februari", "february"), ("mars", "march"), ("april",), ("maj", "may"),
    ("juni", "june"), ("juli", "july"), ("augusti", "august"), ("september",), ("oktober", "october"),
    ("november",), ("december",),
)  # fmt: skip
_LEAST_LETTERS = 3
_YES = frozenset({"true", "ja", "yes", "1", "sant", "j", "y"})
_NO = frozenset({"false", "nej", "no", "0", "falskt", "n"})

NOT_A_NUMBER = Text(sv="Värdet är inget tal.", en="The value is not a number.")
NOT_WHOLE = Text(sv="Värdet är inget heltal.", en="The value is not a whole number.")
THOUSANDS = Text(
    sv="Talet kan läsas på två sätt: med tusental eller decimaler. Skriv det utan punkt och komma.",
    en="The number can be read in two ways: with thousands or decimals. Write it without point or comma.",
)
NOT_A_DAY = Text(
    sv="Värdet är inget datum; skriv ÅÅÅÅ-MM-DD.", en="The value is not a date; write YYYY-MM-DD."
)
NOT_A_MONTH = Text(sv="Värdet är ingen månad; skriv ÅÅÅÅ-MM.", en="The value is not a month; write YYYY-MM.")
NOT_A_CLOCK = Text(
    sv="Värdet är inget klockslag; skriv TT:MM.", en="The value is no clock time; write HH:MM."
)
NOT_YES_OR_NO = Text(sv="Skriv ja eller nej.", en="Write yes or no.")
NOT_STORABLE = Text(
    sv="Texten innehåller styrtecken som inte kan lagras.",
    en="The text has control characters that cannot be stored.",
)
UNKNOWN_CODE = Text(
    sv="Värdet finns inte bland {name}. Möjliga: {codes}.", en="The value is not one of the {name}: {codes}."
)

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def folded(wording: str) -> str:
    """Return a name stripped to its letters and digits in small letters, for comparing spellings."""
    return "".join(character for character in composed(wording).casefold() if character.isalnum())


def composed(wording: str) -> str:
    """Return a text with å as one character, not a and a ring above it, as files from a Mac have it."""
    return wording if wording.isascii() else unicodedata.normalize("NFC", wording)


def text(raw: object) -> str:
    """Return a value as text without surrounding space; whole floats lose their ".0", None is ""."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 2**53:
        raw = int(raw)
    written = composed(str(raw).strip())
    if _CONTROLS.search(written):
        raise InvalidError(NOT_STORABLE)
    return written


def number(raw: object) -> float:
    """Return a finite number; decimal point or decimal comma, spaces between thousands."""
    written = _SPACES.sub("", text(raw))
    if not _NUMBER.fullmatch(written):
        raise InvalidError(NOT_A_NUMBER)
    value = float(written.replace(",", "."))
    if not math.isfinite(value):
        raise InvalidError(NOT_A_NUMBER)
    return value


def per_cent(raw: object) -> float:
    """Return a number of per cent, whose sign may stand behind it; raises InvalidError as `number`."""
    return number(text(raw).removesuffix("%"))


def whole(raw: object) -> int:
    """Return a whole number within the range that the database holds.

    1,000 and 12.000 are refused: one or twelve to some, thousands to others.
    """
    if isinstance(raw, str) and _THOUSANDS.fullmatch(_SPACES.sub("", raw)):
        raise InvalidError(THOUSANDS)
    value = number(raw)
    if not value.is_integer() or abs(value) >= 2**31:
        raise InvalidError(NOT_WHOLE)
    return int(value)


def yes_or_no(raw: object) -> bool:
    """Return True for ja, yes, true, 1 and False for nej, no, false, 0."""
    written = text(raw).casefold()
    if written not in _YES | _NO:
        raise InvalidError(NOT_YES_OR_NO)
    return written in _YES


def day(raw: object) -> date:
    """Return a day: 2014-03-12, 20140312, 2014/3/12, 12.3.2014, 12 mars 2014, 12-Mar-2014 or March 12, 2014.

    A clock at midnight after it is no time of day. Day and month between slashes are refused: 3/4/2014 is two
    different days in two countries. `importers.date_orders` finds which a file means, before this is asked.
    """
    if isinstance(raw, date):
        return raw.date() if isinstance(raw, datetime) else raw
    written = text(raw)
    try:
        found = _day(_MIDNIGHT.sub("", written))
    except ValueError as error:
        raise InvalidError(NOT_A_DAY) from error
    if found is None:
        raise InvalidError(NOT_A_DAY)
    return found


def _day(written: str) -> date | None:
    if match := _ISO_DAY.fullmatch(written):
        return date(int(match[1]), int(match[3] or match[5]), int(match[4] or match[6]))
    if match := _DOTTED_DAY.fullmatch(written):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if match := _WORDED_DAY.fullmatch(written.casefold()):
        return date(int(match[3]), month_named(match[2]), int(match[1]))
    if match := _WORDED_MONTH_FIRST.fullmatch(written.casefold()):
        return date(int(match[3]), month_named(match[1]), int(match[2]))
    return None


def month_named(word: str) -> int:
    """Return the number of a month by its Swedish or English name, or its first letters, three at least.

    Raises ValueError for what is no month.
    """
    for number, names in enumerate(_MONTHS, start=1):
        if len(word) >= _LEAST_LETTERS and any(name.startswith(word.casefold()) for name in names):
            return number
    raise ValueError(word)


def month(raw: object) -> date:
    """Return the first day of a month written 2018-07."""
    match = _MONTH.fullmatch(text(raw))
    if not match or not 1 <= int(match[2]) <= 12 or match[1] == "0000":
        raise InvalidError(NOT_A_MONTH)
    return date(int(match[1]), int(match[2]), 1)


def clock(raw: object) -> time:
    """Return a clock time written 20:30, 20.30, kl 20.30, 20:30:15, 8:30 PM or 8 pm; parts of a second go."""
    if isinstance(raw, time):
        return raw.replace(microsecond=0)
    written = text(raw)
    try:
        if match := _CLOCK.fullmatch(written):
            return time(_hour(match[1], match[4]), int(match[2]), int(match[3] or 0))
        if match := _HOUR_OF_HALF_A_DAY.fullmatch(written):
            return time(_hour(match[1], match[2]))
    except ValueError as error:
        raise InvalidError(NOT_A_CLOCK) from error
    raise InvalidError(NOT_A_CLOCK)


def _hour(written: str, half: str | None) -> int:
    hour = int(written)
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(written)
    return hour % 12 + (12 if half in "pP" else 0)


def day_and_clock(raw: object) -> tuple[date, time | None] | datetime:
    """Return a day with its clock time (None where only a day stands), or a moment that names its offset.

    The cell of a spreadsheet that holds a day has midnight as its time: that is no time of day.
    """
    if isinstance(raw, datetime):
        naive = raw.replace(microsecond=0)
        return naive if naive.tzinfo else (naive.date(), None if naive.time() == time() else naive.time())
    if isinstance(raw, date):
        return raw, None
    written = text(raw)
    match = _DAY_AND_CLOCK.fullmatch(written)
    if match is None:
        return _compact(written) or (day(written), None)
    if is_end_of_day(match[2]):
        found = _day_after(day(match[1])), time()
    else:
        found = day(match[1]), clock(match[2])
    return datetime.combine(*found, tzinfo=_offset(match[3])) if match[3] else found


def is_end_of_day(written: str) -> bool:
    """Return whether a clock time is 24:00, the first moment of the day after."""
    return _END_OF_DAY.fullmatch(written.strip()) is not None


def _day_after(found: date) -> date:
    try:
        return found + timedelta(days=1)
    except OverflowError as error:
        raise InvalidError(NOT_A_DAY) from error


def _compact(written: str) -> tuple[date, time] | datetime | None:
    """Return a moment written without separators, 20140312T203000Z; None for anything else."""
    if not re.match(r"[0-9]{8}T[0-9]", written):
        return None
    try:
        moment = datetime.fromisoformat(written).replace(microsecond=0)
    except ValueError as error:
        raise InvalidError(NOT_A_DAY) from error
    return moment if moment.tzinfo else (moment.date(), moment.time())


def _offset(written: str) -> timezone:
    if written in "zZ":
        return UTC
    hours, minutes = int(written[1:3]), int(written[-2:])
    sign = -1 if written[0] == "-" else 1
    try:
        return timezone(sign * timedelta(hours=hours, minutes=minutes))
    except ValueError as error:
        raise InvalidError(NOT_A_CLOCK) from error


def code(codes: CodeList[Code], raw: object) -> str:
    """Return the code that a value gives, itself or by its Swedish or English name.

    Raises InvalidError with the names of all that it could be.
    """
    written = text(raw)
    if written in codes:
        return written
    wanted = folded(written)
    for value in codes:
        if wanted in {folded(value.code), folded(value.name.sv), folded(value.name.en)}:
            return value.code
    names = [value.name for value in codes]
    told = Text(sv=", ".join(name.sv for name in names), en=", ".join(name.en for name in names))
    raise InvalidError(UNKNOWN_CODE.format(name=codes.name, codes=told))


def slug(name: str) -> str:
    """Return a code made from a name: small letters and digits without marks, hyphens between words."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
