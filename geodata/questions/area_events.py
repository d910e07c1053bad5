"""Recorded crime of an area: by group, against the same days of the year before, and over time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from geodata.access import IncidentView
from geodata.analysis.ratios import CountChange, two_counts
from geodata.codes import CRIME_GROUPS
from geodata.filters import Filter, Period
from geodata.questions.asking import Reach, rows
from geodata.questions.data_period import Covered, data_period
from geodata.questions.hiding import hide_one, hide_small

_MONTHS_OF_A_STEP = {"day": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class EventCount:
    """Events in the period and in the same days a year before; None is hidden, or not covered by the data.

    `change` compares the two where both are shown: descriptive, never an effect.
    """

    events: int | None
    events_before: int | None
    change: CountChange | None


@dataclass(frozen=True, slots=True)
class GroupCount:
    """One crime group; `without_position` is the share (0 to 1) of its events in the city that have none."""

    group: str
    is_proactive: bool
    count: EventCount
    without_position: float | None


@dataclass(frozen=True, slots=True)
class StepCount:
    """The events in [start, stop), a month, quarter or year, or what the period takes of it.

    None is hidden, or not `covered` by the data, which is no zero.
    """

    start: date
    stop: date
    events: int | None
    covered: bool


@dataclass(frozen=True, slots=True)
class AreaEvents:
    """Recorded events of an area in `period`, which is the asked one widened to what the asker may see.

    `before` are the same days a year earlier, None where the data do not reach there; `covered` are the
    days from the first event in the data through the last. Counts from 1 to `k` - 1 are hidden, and
    others where sums would give them away. `groups` are those with events, the most frequent first;
    `steps` are months, quarters or years. `without_position` is the share (0 to 1) of the city's events
    that have no position and stand in no area.
    """

    period: Period
    before: Period | None
    covered: Covered
    k: int | None
    total: EventCount
    groups: tuple[GroupCount, ...]
    steps: tuple[StepCount, ...]
    without_position: float | None


def area_events(
    session: Session, kind: str, code: str, *, chosen: Filter, reach: Reach, view: IncidentView | None
) -> AreaEvents | None:
    """Return the area's recorded events; None where the asker may see none of it, or there are no data.

    Without a period the newest twelve months with data are taken. Who reaches some areas only sees the
    figures of these whole areas, never of their overlaps with others.
    """
    covered = data_period(session)
    if covered is None or view is None or "incident" not in reach:
        return None
    versions = {"area_kind": kind, "area_code": code, "within": reach["incident"]}
    ids = [row["id"] for row in rows(session, "area_version_ids", versions)]
    if not ids:
        return None
    period = covered.closed(chosen.period).widened(view.shortest_period)
    asked = replace(chosen, first_day=period.start, stop_day=period.stop)
    months_covered = Period(covered.start, covered.stop).months()
    reaches_back = period.a_year_before().months().start >= months_covered.start
    earlier = asked.a_year_before() if reaches_back else None
    found = rows(session, "area_events", asked.parameters() | {"ids": ids})
    found_before = rows(session, "area_events", earlier.parameters() | {"ids": ids}) if earlier else None
    lost = {row["crime_group"]: row for row in rows(session, "events_without_position", asked.parameters())}
    return AreaEvents(
        period=period,
        before=earlier.period if earlier else None,
        covered=covered,
        k=view.k,
        total=_total(found, found_before, view.k),
        groups=_groups(found, found_before, lost, view.k),
        steps=_steps(found, period, months_covered, view),
        without_position=_share(list(lost.values()), view.k),
    )


def _sums(found: Sequence[RowMapping]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for row in found:
        sums[row["crime_group"]] += row["events"]
    return sums


def _compared(events: int | None, before: int | None) -> EventCount:
    change = None if events is None or before is None or events + before == 0 else two_counts(before, events)
    return EventCount(events, before, change)


def _total(
    found: Sequence[RowMapping], found_before: Sequence[RowMapping] | None, k: int | None
) -> EventCount:
    before = None if found_before is None else hide_one(sum(_sums(found_before).values()), k)
    return _compared(hide_one(sum(_sums(found).values()), k), before)


def _groups(
    found: Sequence[RowMapping],
    found_before: Sequence[RowMapping] | None,
    lost: Mapping[str, RowMapping],
    k: int | None,
) -> tuple[GroupCount, ...]:
    now, before = _sums(found), _sums(found_before or [])
    groups = sorted({*now, *before}, key=lambda group: (-now.get(group, 0), CRIME_GROUPS.codes.index(group)))
    shown = hide_small([now.get(group, 0) for group in groups], k)
    shown_before = hide_small([before.get(group, 0) for group in groups], k)
    return tuple(
        GroupCount(
            group=group,
            is_proactive=CRIME_GROUPS[group].is_proactive,
            count=_compared(events, None if found_before is None else events_before),
            without_position=_share([lost[group]] if group in lost else [], k),
        )
        for group, events, events_before in zip(groups, shown, shown_before, strict=True)
    )


def _share(lost: Sequence[RowMapping], k: int | None) -> float | None:
    """Return the share of events without a position; None without events, or where k hides either number."""
    events = hide_one(sum(row["events"] for row in lost), k)
    without = hide_one(sum(row["without_position"] for row in lost), k)
    return without / events if events and without is not None else None


def _steps(
    found: Sequence[RowMapping], period: Period, covered: range, view: IncidentView
) -> tuple[StepCount, ...]:
    size = _MONTHS_OF_A_STEP[view.shortest_period]
    counts = {month // size: 0 for month in period.months()}
    for row in found:
        if row["first_month"] // size == row["last_month"] // size:
            counts[row["first_month"] // size] += row["events"]
    shown = hide_small(list(counts.values()), view.k)
    with_data = {month // size for month in covered}
    return tuple(
        StepCount(
            start=max(_first_day(step * size), period.start or date.min),
            stop=min(_first_day((step + 1) * size), period.stop or date.max),
            events=events if step in with_data else None,
            covered=step in with_data,
        )
        for step, events in zip(counts, shown, strict=True)
    )


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
