"""Change as a ratio: a treated place against its comparison, and one count against another."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, ndtr, pdtr, pdtrc, xlogy

from geodata.analysis.counts import Pair, before_and_after, normal_quantile, weights, widening
from geodata.errors import NotEstimableError
from geodata.text import Text

NO_EVENTS = Text(
    sv="Det finns inga händelser {where}, varken före eller efter.",
    en="There are no events {where}, neither before nor after.",
)
IN_TREATED = Text(sv="i åtgärdens område", en="in the treated area")
IN_CONTROL = Text(sv="i jämförelseområdet", en="in the comparison area")
AT_ALL = Text(sv="alls", en="at all")


@dataclass(frozen=True, slots=True)
class RateRatio:
    """The change in the treated area relative to the change in its comparison area.

    `ratio` is below 1 for a decrease; `log_se` is the standard error of its natural logarithm;
    `p_value` is two-sided. `effect_size` is 1 / ratio, the relative effect size (RES) of the crime
    prevention literature, above 1 for a decrease. `prevented` is a number of events: those expected
    in the treated area after, had it changed as its comparison, less those observed; negative where
    there were more than expected. `corrected` is true where a count was zero and all four got +0.5.
    """

    ratio: float
    log_se: float
    ci_low: float
    ci_high: float
    p_value: float
    effect_size: float
    prevented: float
    corrected: bool


@dataclass(frozen=True, slots=True)
class CountChange:
    """The rate after over the rate before, its 95 % interval and a two-sided p-value."""

    ratio: float
    ci_low: float
    ci_high: float
    p_value: float


@dataclass(frozen=True, slots=True)
class RoundedRatio:
    """A ratio to the nearest step and its interval to the next steps outwards."""

    ratio: float
    ci_low: float
    ci_high: float


def rounded(effect: RateRatio, step: float) -> RoundedRatio:
    """Return the ratio and its interval in whole steps; the interval becomes wider, never narrower."""

    def whole(steps: float) -> float:
        return round(steps * step, 10)

    return RoundedRatio(
        ratio=whole(round(effect.ratio / step)),
        ci_low=whole(math.floor(effect.ci_low / step)),
        ci_high=whole(math.ceil(effect.ci_high / step)),
    )


def relative_rate(treated: Pair, control: Pair, *, dispersion: float = 1.0, level: float = 0.95) -> RateRatio:
    """Return (T1 / T0) / (C1 / C0) with an interval of `level` on the logarithmic scale.

    `treated` and `control` are `(before, after)` counts over the same two periods; the periods'
    lengths and all that both areas share cancel. The variance of the logarithm is
    dispersion × (1/T0 + 1/T1 + 1/C0 + 1/C1). Where a count is zero all four get +0.5 and
    `corrected` is true. Null hypothesis: both areas changed by the same factor.

    Raises NotEstimableError where an area has no events at all, ValueError for counts below 0, a
    dispersion below 1 or a level outside 0 to 1.

    Source: Farrington, Gill, Waples and Argomaniz (2007), "The effects of closed-circuit television
    on crime"; the correction is Haldane (1956) and Anscombe (1956).
    """
    pairs = (before_and_after(treated, "treated"), before_and_after(control, "control"))
    for pair, where in zip(pairs, (IN_TREATED, IN_CONTROL), strict=True):
        if sum(pair) == 0:
            raise NotEstimableError(NO_EVENTS.format(where=where))
    corrected = any(count == 0 for pair in pairs for count in pair)
    (t0, t1), (c0, c1) = ((before + 0.5 * corrected, after + 0.5 * corrected) for before, after in pairs)
    ratio = (t1 / t0) / (c1 / c0)
    log_se = math.sqrt(widening(dispersion) * (1 / t0 + 1 / t1 + 1 / c0 + 1 / c1))
    reach = math.exp(normal_quantile(level) * log_se)
    return RateRatio(
        ratio=ratio,
        log_se=log_se,
        ci_low=ratio / reach,
        ci_high=ratio * reach,
        p_value=float(2 * ndtr(-abs(math.log(ratio)) / log_se)),
        effect_size=1 / ratio,
        prevented=t0 * c1 / c0 - t1,
        corrected=corrected,
    )


def two_counts(before: float, after: float, *, exposure: Pair = (1, 1)) -> CountChange:
    """Return the change of one place without comparison: descriptive, never an effect.

    `before` and `after` are whole counts, `exposure` their periods' lengths (or person-years). The
    p-value is the e-test of Krishnamoorthy and Thomson (2004), null hypothesis equal rates: both
    counts Poisson with the pooled rate, two-sided, all pairs that are as extreme or more. The 95 %
    interval is Wilson's (1927) score interval for the share of events that fall after, written as a
    ratio of rates; near p = 0.05 it may differ in verdict from the e-test by a hair.
    From zero before, `ratio` and `ci_high` are infinite; to zero after, `ratio` and `ci_low` are 0.

    Raises NotEstimableError without any event, ValueError for counts that are not whole and 0 or
    more, or exposures that are not above 0.
    """
    counts = before_and_after((before, after), "before and after")
    if any(not count.is_integer() for count in counts):
        raise ValueError("before and after must be whole counts")
    time_before, time_after = weights(exposure, "exposure", 2)
    if sum(counts) == 0:
        raise NotEstimableError(NO_EVENTS.format(where=AT_ALL))
    share_low, share_high = _wilson(counts[1], sum(counts))
    per_time = time_before / time_after
    return CountChange(
        ratio=_odds(counts[1] / sum(counts)) * per_time,
        ci_low=_odds(share_low) * per_time,
        ci_high=_odds(share_high) * per_time,
        p_value=_e_test(counts, (time_before, time_after)),
    )


def _odds(share: float) -> float:
    return math.inf if share >= 1 else share / (1 - share)


def _wilson(positive: float, total: float) -> tuple[float, float]:
    squared = normal_quantile(0.95) ** 2
    middle = positive + squared / 2
    reach = math.sqrt(squared * (positive * (total - positive) / total + squared / 4))
    low = 0.0 if positive == 0 else (middle - reach) / (total + squared)
    high = 1.0 if positive == total else (middle + reach) / (total + squared)
    return low, high


def _e_test(counts: tuple[float, float], exposure: tuple[float, float]) -> float:
    """Return the e-test's p-value in one pass over the first count.

    With rates a = x/m and b = y/n, |a - b| >= t √(a/m + b/n) is a quadratic in b, so that for every
    x the extreme y are a lower and an upper tail: two Poisson tails instead of a sum over all y.
    """
    (x_seen, y_seen), (m, n) = counts, exposure
    difference = x_seen / m - y_seen / n
    if difference == 0:
        return 1.0
    squared = difference**2 / (x_seen / m**2 + y_seen / n**2)
    pooled = (x_seen + y_seen) / (m + n)
    mean = m * pooled
    margin = 12 * math.sqrt(mean) + 30
    x = np.arange(max(0, math.floor(mean - margin)), math.ceil(mean + margin) + 1, dtype=np.float64)
    chance = np.exp(xlogy(x, mean) - mean - gammaln(x + 1))
    a = x / m
    middle = a + squared / (2 * n)
    reach = np.sqrt(squared * (squared / (4 * n**2) + a / n + a / m))
    tie = 1e-9  # y that equals the seen statistic up to rounding is as extreme
    lower = np.floor(n * (middle - reach) + tie * (1 + n * middle))
    upper = np.ceil(n * (middle + reach) - tie * (1 + n * middle))
    tails = np.where(lower >= 0, pdtr(np.maximum(lower, 0), n * pooled), 0.0) + pdtrc(upper - 1, n * pooled)
    neither = math.exp(-mean - n * pooled) if x[0] == 0 else 0.0  # 0 and 0 do not differ, the roots say b = 0
    return min(1.0, float(chance @ tails) - neither)
