"""Shares of survey answers with intervals that fit small samples, and their change between waves."""

import math
from dataclasses import dataclass

from scipy.special import ndtr

from geodata.analysis.counts import normal_quantile, widening
from geodata.errors import NotEstimableError
from geodata.text import Text

NO_ANSWERS = Text(sv="Det finns inga giltiga svar.", en="There are no valid answers.")

Answers = tuple[float, float]
"""One wave's answers, `(positive, answers)`: those counted and all valid ones."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share from 0 to 1 with its interval; `n_effective` is the simple sample that is as precise."""

    value: float
    ci_low: float
    ci_high: float
    n_effective: float


@dataclass(frozen=True, slots=True)
class ShareChange:
    """The share after less the share before, and its interval, in percentage points (-100 to 100).

    `p_value` is two-sided; null hypothesis: the same share in both waves.
    """

    points: float
    ci_low: float
    ci_high: float
    p_value: float

    @property
    def established(self) -> bool:
        """Return whether the interval excludes no change."""
        return self.ci_low > 0 or self.ci_high < 0


def share(positive: float, answers: float, *, design_effect: float = 1.0, level: float = 0.95) -> Share:
    """Return positive / answers with Wilson's score interval of `level` for answers / design_effect answers.

    `positive` need not be whole: a weighted share times its answers. The interval stays within 0 to 1,
    also where nobody or everybody answers so.

    Raises NotEstimableError without answers, ValueError unless 0 <= positive <= answers, for a design
    effect below 1 or a level outside 0 to 1.

    Source: Wilson (1927), "Probable inference"; Newcombe (1998), Statistics in Medicine 17, 857-872.
    """
    if not (0 <= positive <= answers < math.inf):
        raise ValueError("positive must be 0 or more and at most all answers")
    if answers == 0:
        raise NotEstimableError(NO_ANSWERS)
    value, size, z = positive / answers, answers / widening(design_effect), normal_quantile(level)
    middle = (value + z**2 / (2 * size)) / (1 + z**2 / size)
    half = z / (1 + z**2 / size) * math.sqrt(value * (1 - value) / size + z**2 / (4 * size**2))
    return Share(
        value=value,
        ci_low=0.0 if positive == 0 else max(0.0, middle - half),
        ci_high=1.0 if positive == answers else min(1.0, middle + half),
        n_effective=size,
    )


def share_change(
    before: Answers,
    after: Answers,
    *,
    design_effect: float | tuple[float, float] = 1.0,
    level: float = 0.95,
) -> ShareChange:
    """Return the change between two independent waves with Newcombe's hybrid score interval of `level`.

    `design_effect` is one for both waves, or one each, `(before, after)`. The p-value is that of the
    pooled two-sample score test on the effective sizes; 1 where all answers of both waves are alike.

    Raises as `share` does.

    Source: Newcombe (1998), "Interval estimation for the difference between independent proportions",
    Statistics in Medicine 17, 873-890, method 10.
    """
    effects = design_effect if isinstance(design_effect, tuple) else (design_effect, design_effect)
    one = share(*before, design_effect=effects[0], level=level)
    two = share(*after, design_effect=effects[1], level=level)
    difference = two.value - one.value
    down = math.hypot(two.value - two.ci_low, one.ci_high - one.value)
    up = math.hypot(two.ci_high - two.value, one.value - one.ci_low)
    pooled = (one.value * one.n_effective + two.value * two.n_effective) / (one.n_effective + two.n_effective)
    error = math.sqrt(pooled * (1 - pooled) * (1 / one.n_effective + 1 / two.n_effective))
    return ShareChange(
        points=100 * difference,
        ci_low=100 * (difference - down),
        ci_high=100 * (difference + up),
        p_value=1.0 if error == 0 else float(2 * ndtr(-abs(difference) / error)),
    )
