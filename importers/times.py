"""When something happened, as files tell it: a span with the precision of its ends.

00:00-23:59 and a bare day mean that the time of day is unknown (DOMAIN §0). Dates come here in an order that
is known: `importers.date_orders` sees to that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from geodata.errors import InvalidError
from geodata.text import Text
from importers import values
from importers.source import Column, Record, Terms

_NO_SUCH_TIME = Text(
    sv="Klockslaget finns inte: klockan ställdes fram den natten.",
    en="There was no such time: the clocks went forward that night.",
)
_TWICE = Text(
    sv="klockslaget inträffade två gånger när klockan ställdes tillbaka; det första antas",
    en="the time happened twice when the clocks went back; the first is assumed",
)
_FUTURE = Text(sv="Tiden ligger i framtiden.", en="The time lies in the future.")
_DAY_TO_COME = Text(sv="Dagen ligger i framtiden.", en="The day lies in the future.")
_TURNED = Text(sv="Sluttiden är före starttiden.", en="The end is before the start.")
_NO_HOUR = Text(sv="Timmen är 0 till 23.", en="The hour is 0 to 23.")
_NO_MINUTE = Text(sv="Minuten är 0 till 59.", en="The minute is 0 to 59.")
_NO_DAY = Text(sv="Det finns ingen sådan dag.", en="There is no such day.")
_LAST_MINUTE = time(23, 59)
_HOURS, _MINUTES = 24, 60

COLUMNS = (
    Column(
        "occurred_from",
        Text("tidigaste tid", "earliest time"),
        aliases=("from", "start", "starttid", "brottstid fr o m", "tidpunkt", "datetime", "observed_from"),
    ),
    Column(
        "occurred_to",
        Text("senaste tid", "latest time"),
        aliases=("to", "end", "sluttid", "brottstid t o m", "observed_to"),
    ),
    Column(
        "date", Text("datum", "date"), aliases=("datum", "dag", "brottsdatum", "occur_date", "incident_date")
    ),
    Column("time", Text("klockslag", "time of day"), aliases=("tid", "klockslag", "kl", "occur_time")),
    Column("year", Text("år", "year"), aliases=("år",)),
    Column("month", Text("månad: 1-12, eller ÅÅÅÅ-MM", "month: 1-12, or YYYY-MM"), aliases=("månad",)),
    Column("day", Text("dag i månaden", "day of the month")),
    Column("hour", Text("timme", "hour"), aliases=("timme",)),
    Column("minute", Text("minut", "minute"), aliases=("minut",)),
)


@dataclass(frozen=True, slots=True)
class Span:
    """The time of an event, [start, stop); `precision` is a code of TIME_PRECISIONS."""

    start: datetime
    stop: datetime
    precision: str


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the first moment of a day."""
    return datetime.combine(day, time(), zone)


def past_day(
    record: Record,
    terms: Terms,
    field: str,
    default: date | None = None,
    *,
    reader: Callable[[object], date] = values.day,
) -> date:
    """Return a field's day as `reader` understands it, `default` where it is empty.

    Raises InvalidError for a day that is missing, unreadable or to come.
    """
    day: date = record.read_if_given(field, reader, default) or record.read(field, reader)
    if day > terms.today:
        raise InvalidError(_DAY_TO_COME, field=field)
    return day


def whole_month(first: date, zone: ZoneInfo) -> Span:
    """Return the month that begins on `first`; the day is unknown."""
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return Span(start_of_day(first, zone), start_of_day(following, zone), "month")


def span_of(record: Record, terms: Terms, *, tolerance: timedelta = timedelta()) -> Span:
    """Return when a record's event happened.

    From occurred_from (and occurred_to), else from date and time (or hour and minute), else from year, month,
    day, hour and minute: without a day it is the month, without an hour the day, without a minute the hour.

    Raises InvalidError for what is missing, unreadable, turned round, later than now and the `tolerance`, or
    in the hour that a change to summer time leaves out; of an hour that happens twice the first is taken, and
    noted.
    """
    if (
        not (record.has("occurred_from") or record.has("date"))
        and record.has("month")
        and not record.has("day")
    ):
        span, begin_field, end_field = whole_month(_month(record), terms.profile.zone), "month", "month"
    else:
        begin_field, begin = _first_end(record)
        end_field, end = "occurred_to", None
        if record.has("occurred_to"):
            end = record.read("occurred_to", values.day_and_clock)
        elif begin_field != "occurred_from" and (record.has("time") or record.has("hour")):
            begin_field = end_field = "time" if record.has("time") else "hour"
            begin, end = _day_with_clock(record, begin, terms.profile.zone)
        if isinstance(begin, tuple) and isinstance(end, tuple) and end[0] < begin[0]:
            raise InvalidError(_TURNED, field=end_field)
        span = _span(begin, end, (begin_field, end_field), record, terms)
    if span.stop < span.start:
        raise InvalidError(_TURNED, field=end_field)
    if span.start > terms.now + tolerance:
        raise InvalidError(_FUTURE, field="date" if begin_field in {"time", "hour"} else begin_field)
    if record.has("occurred_to") and span.stop > _end_of_today(terms) + tolerance:
        raise InvalidError(_FUTURE, field=end_field)
    return span


_When = tuple[date, time | None] | datetime


def _end_of_today(terms: Terms) -> datetime:
    return start_of_day(terms.today + timedelta(days=1), terms.profile.zone)


def _first_end(record: Record) -> tuple[str, _When]:
    """Return the field that tells the beginning, and what it says; raises InvalidError for one left empty."""
    asked = ("occurred_from", "date", "year")
    field = next((name for name in asked if record.has(name)), None)
    if field is None:
        field = next((name for name in (*asked, "month") if name in record.headers), "occurred_from")
    if field != "year":
        return field, record.read(field, values.day_and_clock)
    first = _month(record)
    number: int = record.read("day", values.whole)
    try:
        return "day", (first.replace(day=number), None)
    except ValueError as error:
        raise InvalidError(_NO_DAY, field="day") from error


def _month(record: Record) -> date:
    """Return the first day of the month that year and month give, or month alone as 2014-03."""
    if not record.has("year"):
        first: date = record.read("month", values.month)
        return first
    year, month = record.read("year", values.whole), record.read("month", values.whole)
    try:
        return date(year, month, 1)
    except ValueError as error:
        raise InvalidError(_NO_DAY, field="month" if MINYEAR <= year <= MAXYEAR else "year") from error


def _day_with_clock(record: Record, begin: _When, zone: ZoneInfo) -> tuple[_When, _When | None]:
    """Return the ends that a day gives with its time ("20:30", "20:00-22:00") or its hour and minute."""
    day = begin.astimezone(zone).date() if isinstance(begin, datetime) else begin[0]
    if not record.has("time"):
        return _hour_of(record, day)
    written = record.text("time").replace("–", "-").replace(" - ", "-")
    earliest, dash, latest = written.partition("-")

    def moment(part: str) -> tuple[date, time]:
        if values.is_end_of_day(part):
            return day + timedelta(days=1), time()
        told = Record(record.number, {"time": part}, record.headers)
        return day, told.read("time", values.clock)

    first = moment(earliest)
    if not dash:
        return first, None
    last = moment(latest)
    # An evening that runs past midnight: 22:00-02:00.
    return first, last if first <= last else (last[0] + timedelta(days=1), last[1])


def _hour_of(record: Record, day: date) -> tuple[_When, _When | None]:
    """Return the minute that hour and minute give; without a minute the whole hour."""
    hour: int = record.read("hour", values.whole)
    if not 0 <= hour < _HOURS:
        raise InvalidError(_NO_HOUR, field="hour")
    if record.has("minute"):
        minute: int = record.read("minute", values.whole)
        if not 0 <= minute < _MINUTES:
            raise InvalidError(_NO_MINUTE, field="minute")
        return (day, time(hour, minute)), None
    next_hour = datetime.combine(day, time(hour)) + timedelta(hours=1)
    return (day, time(hour)), (next_hour.date(), next_hour.time())


def _span(begin: _When, end: _When | None, fields: tuple[str, str], record: Record, terms: Terms) -> Span:
    zone = terms.profile.zone
    if end is None:
        if not isinstance(begin, datetime) and begin[1] is None:
            return Span(start_of_day(begin[0], zone), start_of_day(begin[0] + timedelta(days=1), zone), "day")
        moment = _moment(begin, fields[0], record, terms)
        return Span(moment, moment, "exact")
    if _unknown_time_of_one_day(begin, end):
        day = begin[0]  # type: ignore[index]
        return Span(start_of_day(day, zone), start_of_day(day + timedelta(days=1), zone), "day")
    start = _moment(begin, fields[0], record, terms)
    if not isinstance(end, datetime) and end[1] is None:
        stop = start_of_day(end[0] + timedelta(days=1), zone)
    else:
        stop = _moment(end, fields[1], record, terms)
    return Span(start, stop, "exact" if start == stop else "interval")


def _unknown_time_of_one_day(begin: _When, end: _When) -> bool:
    if isinstance(begin, datetime) or isinstance(end, datetime):
        return False
    if end == (begin[0] + timedelta(days=1), time()):  # 00:00-24:00
        return begin[1] in {None, time()}
    if begin[0] != end[0]:
        return False
    from_midnight = begin[1] is None or begin[1] == time()
    to_midnight = end[1] is None or end[1].replace(second=0) == _LAST_MINUTE
    return from_midnight and to_midnight


def _moment(when: _When, field: str, record: Record, terms: Terms) -> datetime:
    if isinstance(when, datetime):
        return when
    naive = datetime.combine(when[0], when[1] or time())
    zone = terms.profile.zone
    moment = naive.replace(tzinfo=zone)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        raise InvalidError(_NO_SUCH_TIME, field=field)
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        terms.notes.add(record.number, _TWICE)
    return moment
