"""A relative rate with its interval on a logarithmic axis: a half lies as far from 1 as a double."""

import math
from dataclasses import dataclass

from webmap.charts.scale import Frame, Tick

_WIDEST = 4.0
_LABELLED = (0.25, 0.5, 1.0, 2.0, 4.0)


@dataclass(frozen=True, slots=True)
class RatioChart:
    """Where the ratio, its interval and the line of no change stand; x are units of the drawing.

    `cut_low` and `cut_high` say that the interval goes on beyond the axis.
    """

    frame: Frame
    at: float
    low: float
    high: float
    no_change: float
    middle: float
    cut_low: bool
    cut_high: bool
    levels: tuple[Tick, ...]


def ratio_chart(ratio: float, low: float, high: float, *, frame: Frame | None = None) -> RatioChart:
    """Return the drawing of a ratio and its interval, all above 0; the axis runs from a quarter to four."""
    frame = frame or Frame(width=420, height=88, left=24, right=24, top=16, bottom=32)

    def x(value: float) -> float:
        share = math.log(min(max(value, 1 / _WIDEST), _WIDEST) * _WIDEST) / (2 * math.log(_WIDEST))
        return round(frame.left + share * frame.inner_width, 1)

    return RatioChart(
        frame=frame,
        at=x(ratio),
        low=x(low),
        high=x(high),
        no_change=x(1.0),
        middle=(frame.top + frame.floor) / 2,
        cut_low=low < 1 / _WIDEST,
        cut_high=high > _WIDEST,
        levels=tuple(Tick(x(value), value) for value in _LABELLED),
    )
