"""Did a measure change what is recorded around it? Counts, ring and comparison, with an honest verdict.

Rung 2 of the ladder in METHODS §3: before and after against a comparison area, with a ring around each to
see whether crime moved or the benefit spread. What cannot be estimated is answered, not raised: the
verdict is then "cannot_say", with the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.analysis import dispersion
from geodata.analysis.displacement import (
    Quotient,
    Wdd,
    displacement_quotient,
    weighted_displacement_difference,
)
from geodata.analysis.ratios import RateRatio, RoundedRatio, relative_rate
from geodata.analysis.verdicts import Verdict, verdict
from geodata.errors import NotEstimableError
from geodata.questions.evaluation_areas import Compared, CountedZone, Zone, zones_of
from geodata.questions.evaluation_comparison import (
    NO_COMPARISON,
    Comparison,
    comparison_for,
)
from geodata.questions.evaluation_counts import (
    Batch,
    Counted,
    Counts,
    LeftOut,
    Month,
    batches,
    count,
    left_out,
)
from geodata.questions.evaluation_design import IMPACT_METRES, RING_METRES, Design, Radii
from geodata.questions.evaluation_measure import (
    MeasureFacts,
    OtherMeasure,
    measure_facts,
    neighbours,
    other_measures,
)
from geodata.questions.evaluation_warnings import (
    Caution,
    counted_warnings,
    design_warnings,
    neighbour_warnings,
)
from geodata.questions.evaluation_windows import Windows, coverage, windows
from geodata.questions.event_selection import PRECISE_ENOUGH, EventSelection, event_selection
from geodata.text import Text

FEWEST_EVENTS = 10
"""Events before and after together, in the treated area and in the comparison, that a ratio needs."""

RUNG = 2
LEVEL = 0.95

NO_POSITION = Text(sv="Åtgärden har ingen plats på kartan.", en="The measure has no position on the map.")
TOO_COARSE = Text(
    sv="Åtgärdens plats är för grovt angiven: avstånd kräver minst gatan.",
    en="The measure's position is too coarse: distances need the street at least.",
)
TOO_FEW = Text(
    sv="För få händelser: det behövs minst {fewest} före och efter tillsammans, både i åtgärdens område "
    "och i jämförelsen.",
    en="Too few events: it takes at least {fewest} before and after together, both in the treated area "
    "and in the comparison.",
)
EMPTY_WINDOW = Text(
    sv="Det finns inga händelser alls i någon av perioderna {when}.",
    en="There are no events at all in one of the periods: {when}.",
)
POLICE_EFFORT = Text(
    sv="De valda brottsgrupperna följer polisens insatser och kan inte visa om åtgärden verkade.",
    en="The chosen crime groups follow police effort and cannot show whether the measure worked.",
)
FEWER = Text(
    sv="{percent} % färre händelser än väntat av jämförelsen (95 % osäkerhet: {low} till {high} %).",
    en="{percent} % fewer events than the comparison leads to expect (95 % uncertainty: {low} to {high} %).",
)
MORE = Text(
    sv="{percent} % fler händelser än väntat av jämförelsen (95 % osäkerhet: {low} till {high} %).",
    en="{percent} % more events than the comparison leads to expect (95 % uncertainty: {low} to {high} %).",
)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What is known of a measure's working; what could not be reached is None, and `reason` says why.

    `verdict` is a code of `analysis.verdicts`, `verdict_word` its word, `remark` the sentence that must
    stand beside it, `sentence` the change in per cent. `effect` and `wdd` have 95 % intervals widened by
    `dispersion`, which comes from the months before. In `wdd` the counts of the comparison and its ring
    are divided by `comparison_weight`, the number of places or areas in it: their mean is of the treated
    area's size. `change` stands in the place of `effect` for who sees no counts. `rung` is the
    step of the evidence ladder.
    """

    measure: MeasureFacts
    selection: EventSelection
    radii: Radii
    rung: int = RUNG
    level: float = LEVEL
    windows: Windows | None = None
    zones: tuple[Zone, ...] = ()
    comparison: Comparison | None = None
    counts: Counts | None = None
    series: tuple[Month, ...] = ()
    dispersion: float | None = None
    effect: RateRatio | None = None
    change: RoundedRatio | None = None
    wdd: Wdd | None = None
    comparison_weight: int = 1
    quotient: Quotient | None = None
    quotient_reason: Text | None = None
    verdict: str = Verdict.CANNOT_SAY.code
    verdict_word: Text = Verdict.CANNOT_SAY.word
    remark: Text | None = Verdict.CANNOT_SAY.remark
    sentence: Text | None = None
    reason: Text | None = None
    left_out: LeftOut | None = None
    other_measures: tuple[OtherMeasure, ...] = ()
    warnings: tuple[Caution, ...] = ()
    batches: tuple[Batch, ...] = ()
    synthetic: bool = False


def evaluate(
    session: Session,
    measure_id: UUID,
    *,
    impact_metres: int = IMPACT_METRES,
    ring_metres: int = RING_METRES,
    months: int | None = None,
    step_months: int = 1,
    comparison: Sequence[str] = (),
    crime_groups: Sequence[str] = (),
    light: str | None = None,
    within: Sequence[int] | None = None,
) -> Evaluation:
    """Return the evaluation of a measure, with exact counts, the same for whoever may ask.

    The treated area reaches `impact_metres` from the measure, its ring to `ring_metres`. `months` before
    and after, a multiple of `step_months`; None takes whole years, or what there is. `comparison` names
    places by id or areas by kind:code; empty lets one be proposed. `crime_groups` empty counts all that a
    map may show, `light` None any light. `within` are the ids of the areas to whose measures the asker is
    limited.

    Raises NotFoundError for a measure that does not exist there, InvalidError for a choice that does not
    fit. Windows are [first_day, end_day), whole months in the city's time.
    """
    selection = event_selection(crime_groups, light)
    radii = Radii(impact_metres, ring_metres)
    found = Evaluation(measure_facts(session, measure_id, within), selection, radii)
    try:
        fixed = windows(
            found.measure.started_on, found.measure.ended_on, coverage(session), months, step=step_months
        )
        design = Design(measure_id, fixed, radii, selection)
        found = _dated(session, replace(found, windows=fixed), design)
        _refuse_vague_position(found.measure)
        treated = zones_of(session, design, Compared())
        alone = count(session, design, Compared(), treated)
        found = replace(found, zones=_drawn(treated), counts=alone.counts, series=alone.series)
        chosen = comparison_for(session, design, alone.counts.treated.pair()[0], comparison)
        zones = zones_of(session, design, chosen.compared)
        found = replace(found, zones=_drawn(zones), comparison=chosen.comparison)
        counted = count(session, design, chosen.compared, zones)
        found = _counted(session, found, design, counted)
        return _estimated(found, counted)
    except NotEstimableError as refusal:
        return replace(found, reason=refusal.reason)


def _refuse_vague_position(measure: MeasureFacts) -> None:
    if not measure.positioned:
        raise NotEstimableError(NO_POSITION)
    if measure.precision not in PRECISE_ENOUGH:
        raise NotEstimableError(TOO_COARSE)


def _drawn(zones: Sequence[CountedZone]) -> tuple[Zone, ...]:
    return tuple(zone.drawn for zone in zones if zone.drawn)


def _dated(session: Session, found: Evaluation, design: Design) -> Evaluation:
    behind = batches(session, design)
    others = other_measures(session, design)
    out_of_sight = neighbours(session, design) - len(others)
    return replace(
        found,
        batches=behind,
        other_measures=others,
        warnings=(*design_warnings(design), *neighbour_warnings(design, others, out_of_sight)),
        synthetic=found.measure.synthetic or any(batch.synthetic for batch in behind),
    )


def _counted(session: Session, found: Evaluation, design: Design, counted: Counted) -> Evaluation:
    return replace(
        found,
        counts=counted.counts,
        series=counted.series,
        left_out=left_out(session, design, counted),
        warnings=(*found.warnings, *counted_warnings(design, counted)),
    )


def _estimated(found: Evaluation, counted: Counted) -> Evaluation:
    counts = counted.counts
    if counts.comparison is None:
        raise NotEstimableError(NO_COMPARISON)
    treated, control = counts.treated.pair(), counts.comparison.pair()
    _refuse_too_few(treated, control)
    spread = dispersion.estimate(counted.monthly_before)
    ring = ring_control = None
    if counts.ring and counts.ring_comparison:
        ring, ring_control = counts.ring.pair(), counts.ring_comparison.pair()
    effect = relative_rate(treated, control, dispersion=spread, level=LEVEL)
    members = len(counted.monthly_before) - 1
    wdd = weighted_displacement_difference(
        treated,
        control,
        ring_treated=ring,
        ring_control=ring_control,
        area_weights=(members, 1, members, 1),
        dispersion=spread,
        level=LEVEL,
    )
    found = replace(found, dispersion=spread, effect=effect, wdd=wdd, comparison_weight=members)
    try:
        if ring is not None:
            quotient = displacement_quotient(treated, ring, control, dispersion=spread, level=LEVEL)
            found = replace(found, quotient=quotient)
    except NotEstimableError as refusal:
        found = replace(found, quotient_reason=refusal.reason)
    if found.selection.only_proactive:
        return replace(found, reason=POLICE_EFFORT, sentence=change_in_words(effect))
    judged = verdict(effect)
    return replace(
        found,
        verdict=judged.code,
        verdict_word=judged.word,
        remark=judged.remark,
        sentence=change_in_words(effect),
    )


def _refuse_too_few(treated: tuple[int, int], control: tuple[int, int]) -> None:
    if min(sum(treated), sum(control)) < FEWEST_EVENTS:
        raise NotEstimableError(TOO_FEW.format(fewest=FEWEST_EVENTS))
    for counts, when in (
        ((treated[0], control[0]), Text(sv="före", en="before")),
        ((treated[1], control[1]), Text(sv="efter", en="after")),
    ):
        if sum(counts) == 0:
            raise NotEstimableError(EMPTY_WINDOW.format(when=when))


def change_in_words(effect: RateRatio | RoundedRatio) -> Text:
    """Return the change in per cent with its interval, as a sentence."""
    words = FEWER if effect.ratio <= 1 else MORE
    percent = abs(round(100 * (effect.ratio - 1)))
    return words.format(percent=percent, low=_signed(effect.ci_low), high=_signed(effect.ci_high))


def _signed(ratio: float) -> str:
    change = round(100 * (ratio - 1))
    return f"−{-change}" if change < 0 else f"+{change}"
