"""When something happened, as files tell it: a span with the precision of its ends.

00:00-23:59 and a bare day mean that the time of day is unknown (DOMAIN §0).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
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
_TURNED = Text(sv="Sluttiden är före starttiden.", en="The end is before the start.")
_LAST_MINUTE = time(23, 59)

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
    Column("date", Text("datum", "date"), aliases=("datum", "dag", "brottsdatum")),
    Column("time", Text("klockslag", "time of day"), aliases=("tid", "klockslag", "kl")),
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


def whole_month(first: date, zone: ZoneInfo) -> Span:
    """Return the month that begins on `first`; the day is unknown."""
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return Span(start_of_day(first, zone), start_of_day(following, zone), "month")


def span_of(record: Record, terms: Terms) -> Span:
    """Return when a record's event happened, from occurred_from (and occurred_to) or from date and time.

    Raises InvalidError for what is missing, unreadable, turned round, in the future, or in the hour that a
    change to summer time leaves out; of an hour that happens twice the first is taken, and noted.
    """
    begin_field, begin = _first_end(record)
    end_field, end = "occurred_to", None
    if record.has("occurred_to"):
        end = record.read("occurred_to", values.day_and_clock)
    elif record.has("time") and begin_field == "date":
        begin, end = _day_with_clock(record, begin)
        begin_field = end_field = "time"
    span = _span(begin, end, (begin_field, end_field), record, terms)
    if span.stop < span.start:
        raise InvalidError(_TURNED, field=end_field)
    if span.start > terms.now:
        raise InvalidError(_FUTURE, field="date" if begin_field == "time" else begin_field)
    return span


_When = tuple[date, time | None] | datetime


def _first_end(record: Record) -> tuple[str, _When]:
    if record.has("date") and not record.has("occurred_from"):
        return "date", (record.read("date", values.day), None)
    return "occurred_from", record.read("occurred_from", values.day_and_clock)


def _day_with_clock(record: Record, begin: _When) -> tuple[_When, _When | None]:
    """Return the ends that a day and its time column give: "20:30", or "20:00-22:00"."""
    written = record.text("time").replace("–", "-").replace(" ", "")
    earliest, dash, latest = written.partition("-")
    day = begin.date() if isinstance(begin, datetime) else begin[0]

    def clock(part: str) -> time:
        return Record(record.number, {"time": part}, record.headers).read("time", values.clock)  # type: ignore[no-any-return]

    first = clock(earliest)
    if not dash:
        return (day, first), None
    last = clock(latest)
    # An evening that runs past midnight: 22:00-02:00.
    ends_on = day + timedelta(days=1) if last < first else day
    return (day, first), (ends_on, last)


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
    if isinstance(begin, datetime) or isinstance(end, datetime) or begin[0] != end[0]:
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
