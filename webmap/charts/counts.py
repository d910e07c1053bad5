"""Counts per period as bars; a hidden count is a hatched bar of unknown height."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geodata.analysis.hiding import Figure, Hidden
from webmap.charts.scale import Frame, Tick, round_top

# Narrower bars than this lose the gap between them.
_LEAST_GAP = 1.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One period's count; a hidden one reaches to the largest it may be, to the top where that is unknown."""

    x: float
    y: float
    width: float
    height: float
    first_day: date
    value: Figure


@dataclass(frozen=True, slots=True)
class CountChart:
    """Bars with labels for the years and for nought and the top; `marks` are the x of days to point out."""

    frame: Frame
    bars: tuple[Bar, ...]
    years: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    marks: tuple[float, ...]


def count_chart(
    counts: Sequence[tuple[date, Figure]],
    *,
    smallest_count: int | None,
    marks: Sequence[date] = (),
    frame: Frame | None = None,
) -> CountChart | None:
    """Return the bars of (first day of the period, count) pairs, in time; None for fewer than two.

    A count that is hidden for being small lies below `smallest_count`.
    """
    if len(counts) < 2:
        return None
    frame = frame or Frame()
    small = (smallest_count or 1) - 1
    top = round_top(max([small, *(value for _day, value in counts if isinstance(value, int))]))
    heights = {Hidden.SMALL: small, Hidden.OTHERS: top}
    step = frame.inner_width / len(counts)
    gap = max(_LEAST_GAP, step * 0.25)
    bars = []
    for index, (day, value) in enumerate(counts):
        y = frame.y(heights[value] if isinstance(value, Hidden) else value, top)
        x = round(frame.left + index * step + gap / 2, 1)
        bars.append(Bar(x, y, round(step - gap, 1), round(frame.floor - y, 1), day, value))
    return CountChart(
        frame=frame,
        bars=tuple(bars),
        years=tuple(
            Tick(round(frame.left + index * step, 1), str(day.year))
            for index, (day, _value) in enumerate(counts)
            if day.month == 1 or (index == 0 and day.month <= 9)  # a later start has no room for its year
        ),
        levels=(Tick(frame.floor, 0), Tick(frame.y(top, top), top)),
        marks=tuple(_places([day for day, _value in counts], marks, step, frame)),
    )


def _places(days: list[date], marks: Sequence[date], step: float, frame: Frame) -> list[float]:
    found = []
    for mark in marks:
        before = sum(day <= mark for day in days)
        if before > 0 and mark <= days[-1]:
            found.append(round(frame.left + (before - 1) * step, 1))
    return found
