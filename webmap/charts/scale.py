"""The paper of a chart, and axes that end at round numbers."""

import math
from dataclasses import dataclass

_ROUND = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawing of `width` × `height` units; the marks stand inside the margins."""

    width: int = 640
    height: int = 200
    left: int = 52
    right: int = 12
    top: int = 24
    bottom: int = 28

    @property
    def inner_width(self) -> int:
        """Return the width between the margins."""
        return self.width - self.left - self.right

    @property
    def floor(self) -> int:
        """Return the y of the value nought."""
        return self.height - self.bottom

    def y(self, value: float, highest: float) -> float:
        """Return where a value stands when `highest` stands at the top; y grows downwards."""
        return round(self.floor - (self.floor - self.top) * value / highest, 1)


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on an axis: `at` is its x or y, `value` what it says."""

    at: float
    value: float | str


def round_top(value: float) -> float:
    """Return the smallest round number (…, 1, 1.5, 2, 3, 4, …) that is not below `value`; 1 for nought."""
    if value <= 0:
        return 1
    power = 10.0 ** math.floor(math.log10(value))
    return next(float(f"{step * power:.6g}") for step in _ROUND if step * power >= value * (1 - 1e-9))
