"""The figures of an area's recorded crime under a filter: exact for the police, protected for all others."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from geodata.analysis.hiding import Figure
from geodata.analysis.published_sums import SMALLEST_K
from geodata.codes import LIGHT_CLASSES
from geodata.filters import MAPPED_GROUPS, Filter, Period
from geodata.questions.area_counts import AreaCounts, Counted
from geodata.questions.asking import rows
from geodata.questions.data_period import Covered


class Figures(Protocol):
    """Counts of a filter in an area, or why they are hidden; None where the data do not cover them."""

    def now(self, groups: Collection[str]) -> Figure:
        """Return the events of the groups in the period."""

    def before(self, groups: Collection[str]) -> Figure | None:
        """Return the events of the groups in the same days of the year before."""

    def within(self, months: range, groups: Collection[str]) -> Figure:
        """Return the events of the groups in these months of the period."""

    @property
    def refused(self) -> bool:
        """Whether figures of the period cannot be shown together without telling a small count."""


@dataclass(frozen=True, slots=True)
class ExactFigures:
    """The figures of those from whom nothing is hidden: rows of the period and of the year before."""

    found: Sequence[RowMapping]
    found_before: Sequence[RowMapping] | None
    refused: bool = False

    def now(self, groups: Collection[str]) -> int:
        """Return the events of the groups in the period."""
        return _sum(row for row in self.found if row["crime_group"] in groups)

    def before(self, groups: Collection[str]) -> int | None:
        """Return the events of the groups in the same days of the year before; None if not covered."""
        if self.found_before is None:
            return None
        return _sum(row for row in self.found_before if row["crime_group"] in groups)

    def within(self, months: range, groups: Collection[str]) -> int:
        """Return the events of the groups in these months of the period."""
        return _sum(
            row
            for row in self.found
            if row["crime_group"] in groups and row["first_month"] in months and row["last_month"] in months
        )


@dataclass(frozen=True, slots=True)
class ProtectedFigures:
    """The figures of those for whom small counts are hidden; periods are of whole quarters."""

    counts: AreaCounts
    period: range
    period_before: range | None
    lights: tuple[str, ...]

    def now(self, groups: Collection[str]) -> Figure:
        """Return the events of the groups in the period."""
        return self.counts.events(self.period, groups, self.lights)

    def before(self, groups: Collection[str]) -> Figure | None:
        """Return the events of the groups in the year before; None if not covered."""
        if self.period_before is None:
            return None
        return self.counts.events(self.period_before, groups, self.lights)

    def within(self, months: range, groups: Collection[str]) -> Figure:
        """Return the events of the groups in these months."""
        return self.counts.events(months, groups, self.lights)

    @property
    def refused(self) -> bool:
        """Return whether no choice of what to hide makes the period's figures safe."""
        return self.counts.refused(self.period)


def exact_figures(session: Session, ids: Sequence[int], asked: Filter, earlier: Filter | None) -> Figures:
    """Return what was recorded in the area with these version ids."""
    return ExactFigures(_rows(session, ids, asked), _rows(session, ids, earlier) if earlier else None)


def protected_figures(
    session: Session,
    ids: Sequence[int],
    asked: Filter,
    earlier: Filter | None,
    *,
    covered: Covered,
    k: int,
) -> Figures:
    """Return what may be told of it: all years, groups and kinds of light are protected for all filters."""
    years = Period(covered.start, covered.stop).widened("year")
    everything = Filter(first_day=years.start, stop_day=years.stop)
    left: Counter[tuple[str, tuple[int, int]]] = Counter()
    for row in _rows(session, ids, everything):
        left[row["crime_group"], (row["first_month"], row["last_month"])] += row["events"]
    counted = []
    for light in LIGHT_CLASSES.codes:
        for row in _rows(session, ids, replace(everything, lights=(light,))):
            place = row["crime_group"], (row["first_month"], row["last_month"])
            left[place] -= row["events"]
            counted.append(Counted(*place, light, row["events"]))
    # Counts that the police deliver have no light.
    counted += [Counted(group, span, None, events) for (group, span), events in left.items() if events]
    counts = AreaCounts(counted, groups=MAPPED_GROUPS, lights=LIGHT_CLASSES.codes, k=max(k, SMALLEST_K))
    before = earlier.period.months() if earlier else None
    return ProtectedFigures(counts, asked.period.months(), before, asked.lights)


def _rows(session: Session, ids: Sequence[int], chosen: Filter) -> Sequence[RowMapping]:
    return rows(session, "area_events", chosen.parameters() | {"ids": list(ids)})


def _sum(found: Iterable[RowMapping]) -> int:
    return int(sum(row["events"] for row in found))
