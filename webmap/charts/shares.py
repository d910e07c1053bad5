"""Shares of a survey's waves as dots with their intervals, on a scale that starts at nought."""

from collections.abc import Sequence
from dataclasses import dataclass

from webmap.charts.scale import Frame, Tick, round_top


@dataclass(frozen=True, slots=True)
class WaveShare:
    """One wave's share of `answers`, with its interval, all from 0 to 1; `share` None is not shown."""

    label: str
    share: float | None
    low: float | None
    high: float | None
    answers: int


@dataclass(frozen=True, slots=True)
class Dot:
    """One wave on the paper: its dot and the ends of its interval."""

    x: float
    y: float
    low_y: float
    high_y: float
    wave: WaveShare


@dataclass(frozen=True, slots=True)
class ShareChart:
    """Dots in the order of the waves, a line through neighbours, labels below and for nought and the top."""

    frame: Frame
    dots: tuple[Dot, ...]
    line: str
    waves: tuple[Tick, ...]
    levels: tuple[Tick, ...]


def share_chart(waves: Sequence[WaveShare], *, frame: Frame | None = None) -> ShareChart | None:
    """Return the dots of the waves; None where fewer than two can be shown."""
    shown = [(index, wave) for index, wave in enumerate(waves) if wave.share is not None]
    if len(shown) < 2:
        return None
    frame = frame or Frame(height=180)
    top = min(1.0, round_top(max(wave.high or wave.share or 0 for _index, wave in shown)))
    step = frame.inner_width / len(waves)
    dots = tuple(_dot(frame, frame.left + (index + 0.5) * step, wave, top) for index, wave in shown)
    return ShareChart(
        frame=frame,
        dots=dots,
        line=" ".join(f"{dot.x},{dot.y}" for dot in dots),
        waves=tuple(
            Tick(round(frame.left + (index + 0.5) * step, 1), wave.label) for index, wave in enumerate(waves)
        ),
        levels=(Tick(frame.floor, 0.0), Tick(frame.y(top, top), top)),
    )


def _dot(frame: Frame, x: float, wave: WaveShare, top: float) -> Dot:
    share = wave.share or 0.0
    low, high = (share if end is None else end for end in (wave.low, wave.high))
    return Dot(round(x, 1), frame.y(share, top), frame.y(low, top), frame.y(min(high, top), top), wave)
