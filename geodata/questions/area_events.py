"""Recorded crime of an area: by group, against the same days of the year before, and over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from geodata.access import IncidentView
from geodata.analysis.hiding import Figure, Hidden, hide_one
from geodata.analysis.ratios import CountChange, two_counts
from geodata.analysis.suppression import derived
from geodata.codes import CRIME_GROUPS
from geodata.filters import Filter, Period
from geodata.questions.area_figures import Figures, exact_figures, protected_figures
from geodata.questions.asking import Reach, rows
from geodata.questions.data_period import Covered, data_period

_MONTHS_OF_A_STEP = {"day": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class EventCount:
    """Events in the period and in the same days a year before; None is not covered by the data.

    `change` compares the two where both are shown: descriptive, never an effect.
    """

    events: Figure
    events_before: Figure | None
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

    None is not `covered` by the data, which is no zero.
    """

    start: date
    stop: date
    events: Figure | None
    covered: bool


@dataclass(frozen=True, slots=True)
class AreaEvents:
    """Recorded events of an area in `period`, which is the asked one widened to what the asker may see.

    `before` are the same days a year earlier, None where the data do not reach there; `covered` are the
    days from the first event in the data through the last. Counts from 1 to `k` - 1 are hidden, and what
    would give them away under any other filter. `groups` are those with events, the most frequent first;
    `steps` are months, quarters or years. `without_position` is the share (0 to 1) of the city's events
    that have no position and stand in no area. `refused` says that a year's figures cannot be shown together
    without telling a small count, so that none of them is.
    """

    period: Period
    before: Period | None
    covered: Covered
    k: int | None
    total: EventCount
    groups: tuple[GroupCount, ...]
    steps: tuple[StepCount, ...]
    without_position: float | None
    refused: bool = False


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
    lost = {row["crime_group"]: row for row in rows(session, "events_without_position", asked.parameters())}
    if view.k is None:
        figures = exact_figures(session, ids, asked, earlier)
    else:
        figures = protected_figures(session, ids, asked, earlier, covered=covered, k=view.k)
    groups: list[str] = asked.parameters()["groups"]
    return AreaEvents(
        period=period,
        before=earlier.period if earlier else None,
        covered=covered,
        k=view.k,
        total=_compared(figures, groups),
        groups=_groups(figures, groups, lost, view.k),
        steps=_steps(figures, groups, period, months_covered, view),
        without_position=_share(list(lost.values()), view.k),
        refused=figures.refused,
    )


def _compared(figures: Figures, groups: Sequence[str]) -> EventCount:
    now, before = figures.now(groups), figures.before(groups)
    return EventCount(now, before, derived(_change, before, now))


def _change(before: int, now: int) -> CountChange | None:
    return two_counts(before, now) if before + now else None


def _groups(
    figures: Figures, groups: Sequence[str], lost: Mapping[str, RowMapping], k: int | None
) -> tuple[GroupCount, ...]:
    """Return the groups that have events, or hide whether they do: the most frequent first."""
    found = [
        GroupCount(
            group=group,
            is_proactive=CRIME_GROUPS[group].is_proactive,
            count=_compared(figures, [group]),
            without_position=_share([lost[group]] if group in lost else [], k),
        )
        for group in groups
    ]
    told = [one for one in found if one.count.events != 0 or one.count.events_before]
    return tuple(sorted(told, key=_rank))


def _rank(row: GroupCount) -> tuple[bool, int]:
    events = row.count.events
    return (True, 0) if isinstance(events, Hidden) else (False, -events)


def _share(lost: Sequence[RowMapping], k: int | None) -> float | None:
    """Return the share of events without a position; None without events, or where k hides a number of it.

    With k it is of whole per cent: an exact share would tell the counts that it is made of.
    """
    events = int(sum(row["events"] for row in lost))
    without = int(sum(row["without_position"] for row in lost))
    if any(isinstance(hide_one(count, k), Hidden) for count in (events, without, events - without)):
        return None
    if not events:
        return None
    return without / events if k is None else round(without / events, 2)


def _steps(
    figures: Figures, groups: Sequence[str], period: Period, covered: range, view: IncidentView
) -> tuple[StepCount, ...]:
    size = _MONTHS_OF_A_STEP[view.shortest_period]
    steps = sorted({month // size for month in period.months()})
    with_data = {month // size for month in covered}
    return tuple(
        StepCount(
            start=max(_first_day(step * size), period.start or date.min),
            stop=min(_first_day((step + 1) * size), period.stop or date.max),
            events=figures.within(range(step * size, (step + 1) * size), groups)
            if step in with_data
            else None,
            covered=step in with_data,
        )
        for step in steps
    )


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
