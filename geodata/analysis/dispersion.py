"""How much more than chance the counts of a place swing from month to month."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geodata.errors import NotEstimableError
from geodata.text import Text

TOO_FEW_MONTHS = Text(
    sv="Spridningen går inte att skatta: det behövs minst två månader före åtgärden.",
    en="The dispersion cannot be estimated: it takes at least two months before the measure.",
)
NO_EVENTS = Text(
    sv="Spridningen går inte att skatta: det finns inga händelser under månaderna före.",
    en="The dispersion cannot be estimated: there are no events in the months before.",
)


def estimate(monthly_counts: ArrayLike) -> float:
    """Return the dispersion φ, the variance of a count over its mean; 1 for chance alone, never below.

    `monthly_counts` is units × months before the measure: one row for the treated area, one or more
    for its comparisons (a single row of months is one unit).

    With two units or more the expectation of a cell is unit total × month total / grand total: each
    unit has its own level and all share the season, because a season that both areas share cancels
    in the relative rate and must not widen it. φ is the sum of the squared deviations, each divided
    by its unit's mean, over (units - 1) × (months - 1). Dividing by the unit's mean instead of the
    cell's own expectation (Pearson's chi-square) keeps φ unbiased: a month with many events by chance
    raises its own expectation, and Pearson's φ is 13 % low at 20 events a month and φ = 4.
    With one unit there is nothing to share: the expectation is its mean, the divisor months - 1, and
    its season counts as noise, which errs on the wide side. Units without any event say nothing and
    are left out.
    Twelve months of two areas leave φ itself unsure: intervals of 95 % then hold the truth in 91 to
    92 % of trials; 24 months, or five areas, in 93 to 95 %.

    Raises NotEstimableError for fewer than two months or no events at all, ValueError where the table
    is not of counts. A month without reports is left out by the caller: it is not zero.

    Source: quasi-likelihood dispersion, McCullagh and Nelder (1989), "Generalized Linear Models", 4.5
    and 6.2, with the divisor above.
    """
    counts = _table(monthly_counts)
    if counts.shape[1] < 2:
        raise NotEstimableError(TOO_FEW_MONTHS)
    counts = counts[counts.sum(axis=1) > 0]
    if not len(counts):
        raise NotEstimableError(NO_EVENTS)
    units, months = counts.shape
    level = counts.mean(axis=1, keepdims=True)
    season = counts.sum(axis=0) / counts.sum() * months if units > 1 else 1.0
    deviation = ((counts - level * season) ** 2 / level).sum()
    return max(1.0, float(deviation / (max(units - 1, 1) * (months - 1))))


def _table(monthly_counts: ArrayLike) -> NDArray[np.float64]:
    counts = np.atleast_2d(np.asarray(monthly_counts, dtype=np.float64))
    if counts.ndim != 2:
        raise ValueError("monthly_counts must be a table of units × months")
    if not (np.isfinite(counts).all() and (counts >= 0).all()):
        raise ValueError("monthly_counts must be counts of 0 or more: leave out months without reports")
    return counts
