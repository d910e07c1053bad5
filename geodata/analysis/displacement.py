"""Whether crime fell, moved to the ring around, or the ring gained too."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from geodata.analysis.counts import Pair, before_and_after, normal_quantile, weights, widening
from geodata.analysis.ratios import relative_rate
from geodata.errors import NotEstimableError
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class Wdd:
    """The weighted displacement difference, in events (per weight where weights are given).

    `local` is the treated area's change less its comparison's, `displacement` the ring's change less
    the ring comparison's, `total` their sum; each negative for a decrease, each with its standard
    error. `z`, `ci_low` and `ci_high` belong to `total`. Without a ring `displacement` and
    `displacement_se` are 0.
    """

    local: float
    local_se: float
    displacement: float
    displacement_se: float
    total: float
    se: float
    z: float
    ci_low: float
    ci_high: float


@dataclass(frozen=True, slots=True)
class Quotient:
    """The weighted displacement quotient and its parts.

    `gross_effect` is T0 - T1 (events), `net_effect` T0/C0 - T1/C1, `success` its opposite (negative
    where the treated area gained on its comparison), `buffer` the same for the ring (positive where
    crime may have moved there), `quotient` buffer / success, `total_net_effect` the events prevented
    in the treated area and the ring together.
    """

    gross_effect: float
    net_effect: float
    success: float
    buffer: float
    quotient: float
    total_net_effect: float

    @property
    def words(self) -> Text:
        """Return what the quotient says, in one sentence."""
        if self.success > 0:
            return ROSE
        return next(words for least, words in _WORDS if self.quotient > least)


ROSE = Text(
    sv="Brotten ökade i åtgärdens område jämfört med jämförelseområdet: kvoten säger inget om förflyttning.",
    en="Crime rose in the treated area against its comparison: the quotient says nothing about displacement.",
)
NO_SURE_CHANGE = Text(
    sv="Förflyttningen går inte att mäta: ingen säkerställd förändring i åtgärdens område.",
    en="Displacement cannot be measured: no established change in the treated area.",
)
NO_COMPARISON = Text(
    sv="Förflyttningen går inte att mäta: jämförelseområdet saknar händelser före eller efter.",
    en="Displacement cannot be measured: the comparison area has no events before or after.",
)
NO_EVENTS = Text(
    sv="Det finns inga händelser i något av områdena, varken före eller efter.",
    en="There are no events in any of the areas, neither before nor after.",
)
_WORDS = (
    (
        1.0,
        Text(
            sv="Spridd nytta: ringen vann mer än åtgärdens område självt.",
            en="Diffusion of benefit: the ring gained more than the treated area itself.",
        ),
    ),
    (
        0.0,
        Text(
            sv="Spridd nytta: även ringen runt området vann på åtgärden.",
            en="Diffusion of benefit: the ring around the area gained as well.",
        ),
    ),
    (
        math.nextafter(0.0, -1.0),
        Text(
            sv="Varken förflyttning eller spridd nytta i ringen.",
            en="Neither displacement nor diffusion of benefit in the ring.",
        ),
    ),
    (
        math.nextafter(-1.0, -2.0),
        Text(
            sv="Förflyttning till ringen, men inte större än minskningen i området.",
            en="Displacement to the ring, but no larger than the decrease in the area.",
        ),
    ),
    (
        -math.inf,
        Text(
            sv="Förflyttningen till ringen är större än minskningen i området.",
            en="Displacement to the ring is larger than the decrease in the area.",
        ),
    ),
)


def weighted_displacement_difference(
    treated: Pair,
    control: Pair,
    *,
    ring_treated: Pair | None = None,
    ring_control: Pair | None = None,
    time_weights: Sequence[float] = (1, 1),
    area_weights: Sequence[float] = (1, 1, 1, 1),
    dispersion: float = 1.0,
    level: float = 0.95,
) -> Wdd:
    """Return (T1 - T0) - (C1 - C0), the same for the ring, and their sum with an interval of `level`.

    Every pair is `(before, after)`. `time_weights` divide the before and after counts (a period twice
    as long: 2), `area_weights` divide those of control, treated, ring control and ring treated. The
    variance is the sum of the counts, each divided by its squared weight, times `dispersion`.
    Null hypothesis: treated area and ring changed by as many events as their comparisons.

    Raises NotEstimableError without any event, ValueError for a ring without its own comparison,
    counts below 0, weights that are not above 0, a dispersion below 1 or a level outside 0 to 1.

    Source: Wheeler and Ratcliffe (2018), "A simple weighted displacement difference test to evaluate
    place based crime interventions", Crime Science 7:11.
    """
    if (ring_treated is None) != (ring_control is None):
        raise ValueError("ring_treated and ring_control go together: a ring needs its own comparison")
    times = weights(time_weights, "time_weights", 2)
    areas = weights(area_weights, "area_weights", 4)
    spread = widening(dispersion)
    pairs = (control, treated, ring_control or (0, 0), ring_treated or (0, 0))
    names = ("control", "treated", "ring_control", "ring_treated")
    changes = [
        _change(before_and_after(pair, name), times, area)
        for pair, name, area in zip(pairs, names, areas, strict=True)
    ]
    control_change, treated_change, ring_control_change, ring_change = changes
    local = treated_change[0] - control_change[0]
    displacement = ring_change[0] - ring_control_change[0]
    local_variance = spread * (treated_change[1] + control_change[1])
    ring_variance = spread * (ring_change[1] + ring_control_change[1])
    se = math.sqrt(local_variance + ring_variance)
    if se == 0:
        raise NotEstimableError(NO_EVENTS)
    total, reach = local + displacement, normal_quantile(level) * se
    return Wdd(
        local=local,
        local_se=math.sqrt(local_variance),
        displacement=displacement,
        displacement_se=math.sqrt(ring_variance),
        total=total,
        se=se,
        z=total / se,
        ci_low=total - reach,
        ci_high=total + reach,
    )


def displacement_quotient(
    treated: Pair, ring: Pair, control: Pair, *, dispersion: float = 1.0, level: float = 0.95
) -> Quotient:
    """Return the weighted displacement quotient (D1/C1 - D0/C0) / (T1/C1 - T0/C0) and its parts.

    Every pair is `(before, after)`; `ring` is D. The denominator, the success measure, is zero
    exactly where the relative rate is 1, so it is tested by the interval of `ratios.relative_rate`
    at this `dispersion` and `level`, and the quotient never contradicts the verdict.

    Raises NotEstimableError where that interval holds 1 (a quotient of noise), or the comparison or
    treated area lacks the events; ValueError as `ratios.relative_rate`.

    Sources: Bowers and Johnson (2003), Journal of Quantitative Criminology 19:275-301; total net
    effect: Guerette (2009), "Analyzing crime displacement and diffusion", appendix B.
    """
    t0, t1 = before_and_after(treated, "treated")
    d0, d1 = before_and_after(ring, "ring")
    c0, c1 = before_and_after(control, "control")
    change = relative_rate(treated, control, dispersion=dispersion, level=level)
    if c0 == 0 or c1 == 0:
        raise NotEstimableError(NO_COMPARISON)
    if change.ci_low <= 1 <= change.ci_high:
        raise NotEstimableError(NO_SURE_CHANGE)
    success, buffer = t1 / c1 - t0 / c0, d1 / c1 - d0 / c0
    return Quotient(
        gross_effect=t0 - t1,
        net_effect=-success,
        success=success,
        buffer=buffer,
        quotient=buffer / success,
        total_net_effect=(t0 * c1 / c0 - t1) + (d0 * c1 / c0 - d1),
    )


def _change(pair: tuple[float, float], times: tuple[float, ...], area: float) -> tuple[float, float]:
    """Return the weighted change after less before, and its Poisson variance."""
    before, after = times[0] * area, times[1] * area
    return pair[1] / after - pair[0] / before, pair[1] / after**2 + pair[0] / before**2
