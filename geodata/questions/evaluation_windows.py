"""The months before and after a measure that the records cover, alike in length and season."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from geodata.errors import InvalidError, NotEstimableError
from geodata.statements import statement
from geodata.text import Text

LONGEST_HISTORY = 36
"""Months before the measure that are looked at for its usual level and swing (METHODS §3)."""

NO_START = Text(sv="Åtgärden har inget startdatum.", en="The measure has no start date.")
NO_RECORDS = Text(
    sv="Det finns inga registrerade händelser i databasen.",
    en="There are no recorded events in the database.",
)
NOT_COVERED = Text(
    sv="De registrerade händelserna täcker inte tillräckligt många hela månader, minst {step}, på båda sidor "
    "om åtgärdens början {day}.",
    en="The recorded events do not cover enough whole months, at least {step}, on both sides of the "
    "measure's beginning on {day}.",
)
NO_SUCH_LENGTH = Text(
    sv="Antalet månader ska vara från {step} till {available}, i steg om {step}: så många täcks på båda "
    "sidor.",
    en="The number of months must be from {step} to {available}, in steps of {step}: so many are covered on "
    "both sides.",
)


@dataclass(frozen=True, slots=True)
class Window:
    """The days in [first_day, end_day), always whole months."""

    first_day: date
    end_day: date


@dataclass(frozen=True, slots=True)
class Windows:
    """`months` whole months on each side of a measure's beginning.

    `broken_month` is the month in which the measure began after its first day; it is left out on both
    sides. `available` is the largest number of months that could be chosen. `history_start` is the first
    day, at most three years back, of the unbroken records before. `sources` are those that cover both
    windows; `sources_left_out` do not, so that a source that begins or ends is never read as a change.
    """

    before: Window
    after: Window
    months: int
    available: int
    broken_month: date | None
    history_start: date
    sources: tuple[str, ...]
    sources_left_out: tuple[str, ...]

    @property
    def as_proposed(self) -> bool:
        """Return whether the length is the one taken where none is asked for."""
        return self.months == _longest_fair(self.available)

    def months_before(self) -> tuple[int, ...]:
        """Return the month numbers from the start of the history up to the measure."""
        return tuple(range(month_number(self.history_start), month_number(self.before.end_day)))


@dataclass(frozen=True, slots=True)
class MonthOfSource:
    """What one source holds of one month: its first and last day with a record, and how many."""

    first_day: date
    last_day: date
    events: int


Coverage = Mapping[str, Mapping[int, MonthOfSource]]


def month_number(day: date) -> int:
    """Return year × 12 + month - 1, as the database numbers months."""
    return day.year * 12 + day.month - 1


def first_of(month: int) -> date:
    """Return the first day of a numbered month."""
    return date(month // 12, month % 12 + 1, 1)


def coverage(session: Session) -> Coverage:
    """Return which months each source of incidents has records from."""
    found: dict[str, dict[int, MonthOfSource]] = {}
    for row in session.execute(statement(__package__, "evaluation_coverage")):
        month = MonthOfSource(row.first_day, row.last_day, row.events)
        found.setdefault(row.source, {})[row.occurred_month] = month
    return found


def windows(
    started_on: date | None,
    ended_on: date | None,
    records: Coverage,
    months: int | None = None,
    *,
    step: int = 1,
) -> Windows:
    """Return the windows around [started_on, ended_on); `months` None takes the longest fair length.

    That is the largest multiple of twelve months that fits on both sides, so that the seasons are the
    same; with less than a year, the largest multiple of `step` that fits. A measure that began on the
    first of a month has that month in its window after. The source with most events sets the length.

    Raises NotEstimableError without a beginning, or where no `step` of whole months is covered on both
    sides, InvalidError for a number of months that does not fit.
    """
    if started_on is None:
        raise NotEstimableError(NO_START)
    if not records:
        raise NotEstimableError(NO_RECORDS)
    started = month_number(started_on)
    first_after = started + (started_on.day > 1)
    end = month_number(ended_on) if ended_on else None
    runs = {source: _runs(_whole(found), started, first_after, end) for source, found in records.items()}
    both_sides = [source for source, run in runs.items() if min(run) >= step]
    if not both_sides:
        raise NotEstimableError(NOT_COVERED.format(day=started_on.isoformat(), step=step))
    leading = max(both_sides, key=lambda source: (_events(records[source]), source))
    available = min(runs[leading]) // step * step
    length = _length(available, months, step)
    used = tuple(sorted(source for source in both_sides if min(runs[source]) >= length))
    history = min(LONGEST_HISTORY, *(runs[source][0] for source in used))
    return Windows(
        before=Window(first_of(started - length), first_of(started)),
        after=Window(first_of(first_after), first_of(first_after + length)),
        months=length,
        available=available,
        broken_month=first_of(started) if first_after > started else None,
        history_start=first_of(started - max(history, length)),
        sources=used,
        sources_left_out=tuple(sorted(set(records) - set(used))),
    )


def _events(found: Mapping[int, MonthOfSource]) -> int:
    return sum(month.events for month in found.values())


def _length(available: int, months: int | None, step: int) -> int:
    if months is None:
        return _longest_fair(available)
    if not step <= months <= available or months % step:
        raise InvalidError(NO_SUCH_LENGTH.format(step=step, available=available), field="months")
    return months


def _longest_fair(available: int) -> int:
    return available // 12 * 12 or available


def _whole(found: Mapping[int, MonthOfSource]) -> set[int]:
    """Return the months with records, less a first or last one that the records only begin or end in.

    Such a month counts as whole where its silent days are no more than three mean gaps between two
    records: a longer silence has a chance of 1 in 20 where reporting went on.
    """
    first, last = min(found), max(found)
    whole = set(found)
    silent_start = (found[first].first_day - first_of(first)).days
    silent_end = (first_of(last + 1) - timedelta(days=1) - found[last].last_day).days
    if silent_start > 90 / found[first].events:
        whole.discard(first)
    if silent_end > 90 / found[last].events:
        whole.discard(last)
    return whole


def _runs(whole: Collection[int], started: int, first_after: int, end: int | None) -> tuple[int, int]:
    """Return how many covered months lie unbroken before `started`, and from `first_after` up to `end`."""
    back = 0
    while started - back - 1 in whole:
        back += 1
    on = 0
    while first_after + on in whole and (end is None or first_after + on < end):
        on += 1
    return back, on


def season_differs(found: Windows) -> bool:
    """Return whether the two windows hold other calendar months than each other."""
    return found.months % 12 != 0
