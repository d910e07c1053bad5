"""What may be told of an area's recorded crime under any filter, to those for whom small counts are hidden.

Each calendar year is protected once, for all filters together: published are the counts by crime group and
quarter, and by crime group and light, with all their sums. A filter's number is shown where it follows from
what is shown of these, so no two filters tell more by their difference than the years do.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.analysis.hiding import Figure, Hidden
from geodata.analysis.suppression import Protected, protect_table
from geodata.errors import DisclosureError

QUARTER = 3
YEAR = 12

# Sums over these axes of group × span × light are published; the single cells are not.
_PUBLISHED = ((2,), (1,), (1, 2), (0, 2), (0, 1), (0, 1, 2))

Span = tuple[int, int]
"""The first and the last month of a count, each as year × 12 + month - 1."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Events of a crime group in a span of months; `light` None where nothing is known of it."""

    group: str
    span: Span
    light: str | None
    events: int


@dataclass(frozen=True, slots=True)
class _Years:
    """One year, or the years that some counts are known for only together."""

    spans: tuple[Span, ...]
    groups: tuple[str, ...]
    lights: tuple[str | None, ...]
    events: NDArray[np.int64]
    table: Protected | None  # None where the audit failed: nothing is shown


class AreaCounts:
    """The protected counts of an area; every answer follows from what is shown."""

    def __init__(
        self, counted: Collection[Counted], *, groups: Sequence[str], lights: Sequence[str], k: int
    ) -> None:
        by_years: dict[Span, list[Counted]] = defaultdict(list)
        for one in counted:
            by_years[one.span[0] // YEAR, one.span[1] // YEAR].append(one)
        self._years = {
            years: _protected(rows, tuple(groups), (*lights, None), k)
            for years, rows in sorted(by_years.items())
        }

    def events(self, months: range, groups: Collection[str], lights: Collection[str] = ()) -> Figure:
        """Return the groups' events in whole quarters, in any light or these, or why they are hidden."""
        told = [_told(years, months, groups, lights) for years in self._years.values()]
        shown = [figure for figure in told if not isinstance(figure, Hidden)]
        hidden = [figure for figure in told if isinstance(figure, Hidden)]
        if not hidden:
            return sum(shown)
        # One small year among years of none at all is small; more of them together need not be.
        return hidden[0] if len(hidden) == 1 and not any(shown) else Hidden.OTHERS

    def refused(self, months: range) -> bool:
        """Return whether a year of these months cannot be shown at all: no choice of what to hide is safe."""
        return any(years.table is None and any(_within(years, months)) for years in self._years.values())


def _protected(
    rows: Collection[Counted], groups: tuple[str, ...], lights: tuple[str | None, ...], k: int
) -> _Years:
    spans = tuple(sorted({_quarters(row.span) for row in rows}))
    events = np.zeros((len(groups), len(spans), len(lights)), dtype=np.int64)
    for row in rows:
        events[groups.index(row.group), spans.index(_quarters(row.span)), lights.index(row.light)] += (
            row.events
        )
    return _Years(spans, groups, lights, events, _suppressed(events.tobytes(), events.shape, k))


@lru_cache(maxsize=1024)
def _suppressed(events: bytes, shape: tuple[int, ...], k: int) -> Protected | None:
    """Return the protected year: the same counts always give the same, so they are protected once."""
    try:
        return protect_table(np.frombuffer(events, dtype=np.int64).reshape(shape), k=k, summed=_PUBLISHED)
    except DisclosureError:
        return None


def _quarters(span: Span) -> Span:
    return span[0] // QUARTER, span[1] // QUARTER


def _within(years: _Years, months: range) -> list[bool]:
    return [first * QUARTER in months and last * QUARTER in months for first, last in years.spans]


def _told(years: _Years, months: range, groups: Collection[str], lights: Collection[str]) -> Figure:
    """Return the year's part of a filter's number; hidden where it does not follow from what is shown."""
    chosen = np.zeros(years.events.shape, dtype=np.int64)
    chosen[
        np.ix_(
            [group in groups for group in years.groups],
            _within(years, months),
            [not lights or light in lights for light in years.lights],
        )
    ] = 1
    if not chosen.any():
        return 0
    if years.table is None:
        return Hidden.OTHERS
    told = years.table.told(chosen)
    return years.table.reason(chosen) if told is None else told
