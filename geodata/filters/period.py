"""A period of whole days: as people write it, as they read it, as the statements need it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from geodata.errors import InvalidError
from geodata.text import Text

FIRST_YEAR, LAST_YEAR = 1900, 2199

MONTHS = (
    Text("januari", "January"),
    Text("februari", "February"),
    Text("mars", "March"),
    Text("april", "April"),
    Text("maj", "May"),
    Text("juni", "June"),
    Text("juli", "July"),
    Text("augusti", "August"),
    Text("september", "September"),
    Text("oktober", "October"),
    Text("november", "November"),
    Text("december", "December"),
)

# How many months the shortest period has that a role may ask recorded crime for.
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}

_WRITTEN = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_NOT_WRITTEN_SO = Text(
    sv="Skriv månaden som ÅÅÅÅ-MM eller dagen som ÅÅÅÅ-MM-DD, från år {first} till år {last}.",
    en="Write the month as YYYY-MM or the day as YYYY-MM-DD, from the year {first} to {last}.",
).format(first=FIRST_YEAR, last=LAST_YEAR)
_BACKWARDS = Text(sv="Perioden måste börja innan den slutar.", en="The period must begin before it ends.")


@dataclass(frozen=True, slots=True)
class Period:
    """The days in [start, stop); None is open. Raises InvalidError (field "to") unless start < stop."""

    start: date | None = None
    stop: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.stop and self.start >= self.stop:
            raise InvalidError(_BACKWARDS, field="to")

    def widened(self, shortest: str) -> "Period":
        """Return the shortest period around this one of whole quarters ("quarter") or years ("year").

        "day" changes nothing; an open end stays open. Raises KeyError for another word.
        """
        if shortest == "day":
            return self
        months = _MONTHS_OF[shortest]
        start = self.start and _month_start(_month_number(self.start) // months * months)
        if self.stop is None:
            return Period(start, None)
        last = _month_number(self.stop - timedelta(days=1))
        return Period(start, _month_start((last // months + 1) * months))

    def a_year_before(self) -> "Period":
        """Return the same days of the year before; 29 February, which it lacks, becomes 1 March."""
        return Period(self.start and _year_before(self.start), self.stop and _year_before(self.stop))

    def months(self) -> range:
        """Return the months that the period touches, each as year × 12 + month - 1.

        Raises ValueError where an end is open.
        """
        if self.start is None or self.stop is None:
            raise ValueError("a period with an open end has no number of months")
        return range(_month_number(self.start), _month_number(self.stop - timedelta(days=1)) + 1)

    def words(self) -> Text | None:
        """Return the period in words ("januari–juni 2015"), None where both ends are open."""
        if self.start is None and self.stop is None:
            return None
        last = None if self.stop is None else self.stop - timedelta(days=1)
        if last is None:
            return Text("från och med {day}", "from {day}").format(day=_opening(self.start))
        if self.start is None:
            return Text("till och med {day}", "through {day}").format(day=_closing(last))
        return _between(self.start, last)


def first_day(written: str, field: str) -> date:
    """Return the first day of a written month or day; raises InvalidError naming `field`."""
    return _days(written, field)[0]


def day_after(written: str, field: str) -> date:
    """Return the day after a written month or day; raises InvalidError naming `field`."""
    return _days(written, field)[1]


def written_from(day: date) -> str:
    """Return a period's first day as `first_day` reads it: the month alone where it is the month's first."""
    return f"{day:%Y-%m}" if day.day == 1 else day.isoformat()


def written_to(stop: date) -> str:
    """Return a period's excluded end as `day_after` reads it: the last day, or month, still included."""
    last = stop - timedelta(days=1)
    return f"{last:%Y-%m}" if stop.day == 1 else last.isoformat()


def _days(written: str, field: str) -> tuple[date, date]:
    parts = _WRITTEN.fullmatch(written)
    if parts is None or not FIRST_YEAR <= int(parts[1]) <= LAST_YEAR:
        raise InvalidError(_NOT_WRITTEN_SO, field=field)
    try:
        day = date(int(parts[1]), int(parts[2]), int(parts[3] or 1))
    except ValueError as error:
        raise InvalidError(_NOT_WRITTEN_SO, field=field) from error
    return day, day + timedelta(days=1) if parts[3] else _month_start(_month_number(day) + 1)


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_start(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _year_before(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 3, 1)
    return day.replace(year=day.year - 1)


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _month_words(day: date) -> Text:
    return Text("{month} {year}", "{month} {year}").format(month=MONTHS[day.month - 1], year=day.year)


def _day_words(day: date) -> Text:
    return Text("{day} {month}", "{day} {month}").format(day=day.day, month=_month_words(day))


def _opening(day: date | None) -> Text:
    if day is None:
        raise ValueError("an open start has no words")
    return _month_words(day) if day.day == 1 else _day_words(day)


def _closing(day: date) -> Text:
    return _month_words(day) if _ends_month(day) else _day_words(day)


def _between(start: date, last: date) -> Text:
    """Return the words of [start, last], both included: years, months or days, the shortest that is exact."""
    if start.day != 1 or not _ends_month(last):
        return _day_words(start) if start == last else _span(_day_words(start), _day_words(last))
    if (start.month, last.month) == (1, 12):
        years = str(start.year) if start.year == last.year else f"{start.year}–{last.year}"
        return Text(years, years)
    if start.year != last.year:
        return _span(_month_words(start), _month_words(last))
    if start.month == last.month:
        return _month_words(start)
    return _span(MONTHS[start.month - 1], _month_words(last))


def _span(one: Text, other: Text) -> Text:
    return Text("{one}–{other}", "{one}–{other}").format(one=one, other=other)
