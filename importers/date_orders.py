"""The order of day, month and year in dates that can be read in several ways: 3/4/2014, 01-02-12, 1-Apr-12.

One value tells nothing, a whole column may: where some value has 13 or more in one place, and none in
another, the order is known. Then, or when somebody says it, the column is read with its dates written year
first. What nobody can know is refused, once, naming the column. A year of two digits is the latest that is
not in the future.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from geodata.errors import InvalidError
from geodata.text import Text
from importers import values
from importers.formats import FileContent, RawRecord
from importers.source import Source

SAMPLE = 1000
LEAST_MIDNIGHTS = 10
"""So many values of a sample, and every one at midnight, are days without a time of day."""

# Of a period with an end, midnight is where one day meets the next: then it is a time.
_BEGINS, _END = ("occurred_from", "date"), "occurred_to"

# Where day, month and year stand among the three numbers.
_PLACES = {"day_first": (0, 1, 2), "month_first": (1, 0, 2), "year_first": (2, 1, 0)}

_NUMBERS = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9/-])")
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{2})(?![0-9.:])")
_WORDED = re.compile(r"([0-9]{1,2})([\s-])([A-Za-zåäöÅÄÖ]{3,})\.?\2([0-9]{2})(?![0-9:])")
_AT_MIDNIGHT = re.compile(r"[0-9]+[-/.][0-9]+[-/.][0-9]+[T\s]0{1,2}[:.]00(?:[:.]00(?:\.0+)?)?")

_UNKNOWN = Text(
    sv="Datumen kan vara {orders}, och ingen rad avgör vilket (till exempel {example} på rad {row}). "
    "Ange {how}.",
    en="The dates may be {orders}, and no row settles which (say {example} in row {row}). Give {how}.",
)
_CONTRADICTORY = Text(
    sv="Datumen är skrivna i olika ordning: {one} på rad {row} och {other} på rad {other_row}. "
    "Skriv alla som ÅÅÅÅ-MM-DD.",
    en="The dates are written in different orders: {one} in row {row} and {other} in row {other_row}. "
    "Write all as YYYY-MM-DD.",
)
_FOUND = Text(
    sv="Datumen i {column} är lästa som {order}: det är den enda ordning som passar alla rader.",
    en="The dates in {column} are read as {order}: that is the only order that fits all rows.",
)
_MIDNIGHTS = Text(
    sv="Alla tider i {column} är 00:00: klockslaget är okänt.",
    en="All times in {column} are 00:00: the time of day is unknown.",
)
_ORDERS = {
    "day_first": Text("dag, månad, år", "day, month, year"),
    "month_first": Text("månad, dag, år", "month, day, year"),
    "year_first": Text("år, månad, dag", "year, month, day"),
}
_OR = Text(" eller ", " or ")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A date of a column: where it stands, how it is written, and the orders in which it is one."""

    row: int
    written: str
    orders: frozenset[str]


def in_order(
    content: FileContent, source: Source, headers: Mapping[str, str], settings: Mapping[str, Any], today: date
) -> FileContent:
    """Return the content with its dates written year first, and notices of what the file itself told.

    `settings` may say the order (`dates`); it holds for columns with dates between slashes or hyphens. Raises
    InvalidError, whose field is the column, where the order cannot be known or differs from row to row.
    """
    sample = list(islice(content.records(), SAMPLE))
    columns = [header for field, header in headers.items() if _may_hold_dates(source, field)]
    begins = [headers[field] for field in _BEGINS if field in headers and _END not in headers]
    midnights = frozenset(header for header in begins if _all_at_midnight(sample, header))
    doubtful = [header for header in columns if any(_numbers(raw.values.get(header)) for raw in sample)]
    orders: dict[str, str] = {}
    notices = [_MIDNIGHTS.format(column=header) for header in sorted(midnights)]
    if settings.get("dates"):
        orders = dict.fromkeys(doubtful, settings["dates"])
    elif doubtful:
        orders = _found(content, doubtful, today)
        notices += [_FOUND.format(column=header, order=_ORDERS[order]) for header, order in orders.items()]
    short = [header for header in columns if any(_short(raw.values.get(header)) for raw in sample)]
    touched = frozenset((*orders, *midnights, *short))
    if not touched:
        return content

    def records() -> Iterator[RawRecord]:
        for raw in content.records():
            changed = {
                header: _straight(written, orders.get(header), today, midnight=header in midnights)
                for header in touched
                if isinstance(written := raw.values.get(header), str)
            }
            yield replace(raw, values={**raw.values, **changed}) if changed else raw

    return replace(content, records=records, rows=None, blocks=None, notices=(*content.notices, *notices))


def _may_hold_dates(source: Source, field: str) -> bool:
    column = source.column(field)
    return column is not None and not column.words and field not in {"source_key", "time"}


def _numbers(written: object) -> re.Match[str] | None:
    """Return the three numbers of a date whose order is open; None for what is no such date."""
    return _NUMBERS.match(written) if isinstance(written, str) else None


def _short(written: object) -> bool:
    """Return whether a date in a known order has a year of two digits: 1.4.12, 1-Apr-12."""
    return isinstance(written, str) and bool(_DOTTED.match(written) or _WORDED.match(written))


def _all_at_midnight(sample: list[RawRecord], header: str) -> bool:
    given = [written for raw in sample if (written := raw.values.get(header)) is not None]
    return len(given) >= LEAST_MIDNIGHTS and all(
        isinstance(written, str) and _AT_MIDNIGHT.fullmatch(written) for written in given
    )


def _found(content: FileContent, headers: list[str], today: date) -> dict[str, str]:
    """Return the order of each column, from all of its rows; raises InvalidError where they do not tell."""
    open_orders = {header: frozenset(_PLACES) for header in headers}
    narrowing: dict[str, list[_Seen]] = {header: [] for header in headers}
    for raw in content.records():
        for header in headers:
            seen = _seen(raw, header, today)
            if seen is None or (narrowing[header] and open_orders[header] <= seen.orders):
                continue
            if not open_orders[header] & seen.orders:
                raise _contradiction(header, seen, narrowing[header])
            open_orders[header] &= seen.orders
            narrowing[header].append(seen)
    seen_in = {header: seen for header, seen in narrowing.items() if seen}
    return {header: _only(header, open_orders[header], seen) for header, seen in seen_in.items()}


def _seen(raw: RawRecord, header: str, today: date) -> _Seen | None:
    """Return a row's date with the orders in which it can be read; None where it is a date in none."""
    written = raw.values.get(header)
    match = _numbers(written)
    if match is None:
        return None
    orders = frozenset(order for order in _PLACES if _day(match, order, today) is not None)
    return _Seen(raw.number, match[0], orders) if orders else None


def _contradiction(header: str, seen: _Seen, earlier: list[_Seen]) -> InvalidError:
    other = next((one for one in earlier if not one.orders & seen.orders), earlier[-1])
    rows = {"one": other.written, "row": other.row, "other": seen.written, "other_row": seen.row}
    return InvalidError(_CONTRADICTORY.format(**rows), field=header)


def _only(header: str, orders: frozenset[str], narrowing: list[_Seen]) -> str:
    if len(orders) == 1:
        return next(iter(orders))
    listed = [order for order in _PLACES if order in orders]
    names = Text(
        *(_OR.in_language(of).join(_ORDERS[order].in_language(of) for order in listed) for of in ("sv", "en"))
    )
    how = Text(*(_OR.in_language(of).join(f"--set dates={order}" for order in listed) for of in ("sv", "en")))
    example = narrowing[-1]
    reason = _UNKNOWN.format(orders=names, how=how, example=example.written, row=example.row)
    raise InvalidError(reason, field=header)


def _straight(written: str, order: str | None, today: date, *, midnight: bool) -> str:
    """Return a date written year first with what follows it; as it stands where it is none in that order."""
    day, rest = None, ""
    if order is not None and (match := _NUMBERS.match(written)):
        day, rest = _day(match, order, today), written[match.end() :]
    elif match := _DOTTED.match(written):
        day, rest = _of(match[3], match[2], match[1], today), written[match.end() :]
    elif match := _WORDED.match(written):
        day, rest = _worded(match, today), written[match.end() :]
    straight = written if day is None else f"{day.isoformat()}{rest}"
    return (
        re.split(r"[T\s]", straight, maxsplit=1)[0]
        if midnight and _AT_MIDNIGHT.fullmatch(straight)
        else straight
    )


def _day(match: re.Match[str], order: str, today: date) -> date | None:
    """Return the day that three numbers are in an order; None where there is no such day."""
    numbers = (match[1], match[3], match[4])
    day, month, year = (numbers[place] for place in _PLACES[order])
    if order == "year_first" and (len(match[1]) != 2 or len(match[4]) != 2):
        return None
    return _of(year, month, day, today)


def _worded(match: re.Match[str], today: date) -> date | None:
    try:
        month = values.month_named(match[3])
    except ValueError:
        return None
    return _of(match[4], str(month), match[1], today)


def _of(year: str, month: str, day: str, today: date) -> date | None:
    """Return a day; of a year of two digits, the latest that is not after today. None for what is no day."""
    century = today.year // 100 * 100
    years = (int(year),) if len(year) == 4 else (century + int(year), century + int(year) - 100)
    for candidate in years:
        try:
            found = date(candidate, int(month), int(day))
        except ValueError:
            continue
        if len(year) == 4 or found <= today:
            return found
    return None
