"""Counts before and after, checked: what every comparison of two periods starts from."""

import math
from collections.abc import Sequence

from scipy.special import ndtri

Pair = Sequence[float]
"""Two counts of events, `(before, after)`."""


def before_and_after(pair: Pair, name: str) -> tuple[float, float]:
    """Return the pair's two counts; raise ValueError where they are not two counts of 0 or more."""
    if len(pair) != 2:
        raise ValueError(f"{name} must be two counts, before and after")
    before, after = float(pair[0]), float(pair[1])
    if not (0 <= before < math.inf and 0 <= after < math.inf):
        raise ValueError(f"{name} must be counts of 0 or more")
    return before, after


def weights(values: Sequence[float], name: str, size: int) -> tuple[float, ...]:
    """Return `size` positive weights; raise ValueError where they are not that."""
    if len(values) != size or not all(0 < value < math.inf for value in values):
        raise ValueError(f"{name} must be {size} numbers above 0")
    return tuple(float(value) for value in values)


def widening(dispersion: float) -> float:
    """Return the dispersion; raise ValueError below 1, where intervals would narrow instead of widen."""
    if not 1 <= dispersion < math.inf:
        raise ValueError("dispersion must be 1 or more")
    return float(dispersion)


def normal_quantile(level: float) -> float:
    """Return how many standard errors a two-sided interval of this level reaches: 1.96 at 0.95.

    Raises ValueError unless 0 < level < 1.
    """
    if not 0 < level < 1:
        raise ValueError("level must lie between 0 and 1")
    return float(ndtri((1 + level) / 2))
