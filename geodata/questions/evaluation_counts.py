"""The events of an evaluation: before and after per zone, month by month, and what could not be counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.codes import CRIME_GROUPS
from geodata.questions.evaluation_areas import ZONES, Compared, CountedZone
from geodata.questions.evaluation_design import Design
from geodata.questions.evaluation_windows import Window, first_of, month_number
from geodata.statements import statement
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Events in the window before and in the one after."""

    before: int
    after: int

    def pair(self) -> tuple[int, int]:
        """Return both counts."""
        return self.before, self.after


@dataclass(frozen=True, slots=True)
class Counts:
    """The events of each zone in both windows; a zone is None where nothing is left of it."""

    treated: BeforeAfter
    comparison: BeforeAfter | None
    ring: BeforeAfter | None
    ring_comparison: BeforeAfter | None


@dataclass(frozen=True, slots=True)
class Month:
    """The events of one month, by zone; `first_day` is the month's first."""

    first_day: date
    treated: int
    ring: int
    comparison: int
    ring_comparison: int


@dataclass(frozen=True, slots=True)
class LeftOutGroup:
    """One crime group in the whole city in both windows, and how much of it no buffer can hold."""

    group: str
    name: Text
    events: int
    without_position: int
    too_coarse: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was not counted, and what was counted with a reservation.

    `groups` holds events of the whole city without position or known by area only. Within the four
    zones, in both windows: `straddling` events may have happened before as well as after a border of a
    window, `unknown_light` ones have no known light while one is asked for; both are left out.
    `unknown_hour` events are counted although their hour is unknown; `proactive` are counted and follow
    police effort.
    """

    groups: tuple[LeftOutGroup, ...]
    straddling: int
    unknown_light: int
    unknown_hour: int
    proactive: int


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch of records behind the numbers; `id` and `file_name` are None for who does not read imports."""

    id: UUID | None
    source: str
    file_name: str | None
    brought_in: datetime
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that was counted: `monthly_before` is units × months for the dispersion."""

    counts: Counts
    series: tuple[Month, ...]
    monthly_before: tuple[tuple[int, ...], ...]
    straddling: int
    unknown_light: int
    unknown_hour: int
    proactive: int


def count(session: Session, design: Design, compared: Compared, zones: Sequence[CountedZone]) -> Counted:
    """Return the events of the zones of a comparison, each event once.

    The series begins with the history before the window. Units of `monthly_before` are the treated area
    and each place or area compared with.
    """
    windows = design.windows
    given = design.parameters() | design.of_events() | compared.parameters()
    given |= {
        "history_start": windows.history_start,
        "proactive_groups": list(design.selection.proactive_groups),
    }
    events: Counter[tuple[str, str, int]] = Counter()
    apart: Counter[str] = Counter()
    for row in session.execute(statement(__package__, "evaluation_counts"), given):
        events[row.zone, row.part, row.month] += row.events
        if _in(windows.before, row.month) or _in(windows.after, row.month):
            for name in ("straddling", "unknown_light", "unknown_hour", "proactive"):
                apart[name] += getattr(row, name)
    return Counted(
        counts=_counts(design, zones, events),
        series=_series(design, events),
        monthly_before=tuple(
            tuple(events[zone.name, zone.part, month] for month in windows.months_before())
            for zone in zones
            if zone.name in {"treated", "comparison"}
        ),
        straddling=apart["straddling"],
        unknown_light=apart["unknown_light"],
        unknown_hour=apart["unknown_hour"],
        proactive=apart["proactive"],
    )


def _in(window: Window, month: int) -> bool:
    return month_number(window.first_day) <= month < month_number(window.end_day)


def _counts(design: Design, zones: Iterable[CountedZone], events: Counter[tuple[str, str, int]]) -> Counts:
    names = {zone.name for zone in zones}

    def within(zone: str, window: Window) -> int:
        return sum(n for (name, _, month), n in events.items() if name == zone and _in(window, month))

    found = {
        zone: BeforeAfter(within(zone, design.windows.before), within(zone, design.windows.after))
        for zone in ZONES
        if zone in names
    }
    return Counts(found["treated"], *(found.get(zone) for zone in ("comparison", "ring", "ring_comparison")))


def _series(design: Design, events: Counter[tuple[str, str, int]]) -> tuple[Month, ...]:
    by_zone: Counter[tuple[str, int]] = Counter()
    for (zone, _, month), found in events.items():
        by_zone[zone, month] += found
    months = range(month_number(design.windows.history_start), month_number(design.windows.after.end_day))
    return tuple(Month(first_of(month), *(by_zone[zone, month] for zone in ZONES)) for month in months)


def left_out(session: Session, design: Design, counted: Counted) -> LeftOut:
    """Return what the zones could not hold, by crime group where it is the whole city's."""
    given = design.parameters() | design.of_events()
    found = session.execute(statement(__package__, "evaluation_left_out"), given)
    return LeftOut(
        groups=tuple(
            LeftOutGroup(
                row.crime_group,
                CRIME_GROUPS[row.crime_group].name,
                row.events,
                row.without_position,
                row.too_coarse,
            )
            for row in found
        ),
        straddling=counted.straddling,
        unknown_light=counted.unknown_light,
        unknown_hour=counted.unknown_hour,
        proactive=counted.proactive,
    )


def batches(session: Session, design: Design) -> tuple[Batch, ...]:
    """Return the batches whose records fall in the windows, oldest first."""
    given = design.parameters() | {"sources": list(design.windows.sources)}
    return tuple(
        Batch(row.id, row.source, row.file_name, row.created_at, row.synthetic)
        for row in session.execute(statement(__package__, "evaluation_batches"), given)
    )
