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

    φ is Pearson's chi-square over its degrees of freedom. With two units or more the expectation of
    a cell is row total × column total / grand total: each unit has its own level and all share the
    season, because a season that both areas share cancels in the relative rate and must not widen
    it; the degrees of freedom are (units - 1) × (months - 1), units and months without any event
    left out. With one unit there is nothing to share: the expectation is its mean, the degrees of
    freedom months - 1, and its season counts as noise, which errs on the wide side.
    Few degrees of freedom make φ itself unsure (twelve months of two areas are 11): more months and
    several comparison areas are better.

    Raises NotEstimableError for fewer than two months (with events, where units are compared) or no
    events at all, ValueError where the table is not of counts; a month without reports is left out
    by the caller, it is not zero.

    Source: McCullagh and Nelder (1989), "Generalized Linear Models", 4.5 and 6.2.
    """
    counts = _table(monthly_counts)
    if counts.shape[1] < 2:
        raise NotEstimableError(TOO_FEW_MONTHS)
    counts = counts[counts.sum(axis=1) > 0]
    if not len(counts):
        raise NotEstimableError(NO_EVENTS)
    if len(counts) == 1:
        expected = np.full_like(counts, counts.mean())
        freedom = counts.shape[1] - 1
    else:
        counts = counts[:, counts.sum(axis=0) > 0]
        if counts.shape[1] < 2:
            raise NotEstimableError(TOO_FEW_MONTHS)
        expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
        freedom = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    return max(1.0, float(((counts - expected) ** 2 / expected).sum() / freedom))


def _table(monthly_counts: ArrayLike) -> NDArray[np.float64]:
    counts = np.atleast_2d(np.asarray(monthly_counts, dtype=np.float64))
    if counts.ndim != 2:
        raise ValueError("monthly_counts must be a table of units × months")
    if not (np.isfinite(counts).all() and (counts >= 0).all()):
        raise ValueError("monthly_counts must be counts of 0 or more: leave out months without reports")
    return counts
