"""The demo's built-in effects as the product itself evaluates them, beside what is true."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.errors import NotFoundError
from geodata.models import Measure
from geodata.questions.evaluation import Evaluation, evaluate
from geodata.text import Text
from importers.demo.truth import EFFECTS, Effect

_NOT_LOADED = Text(sv="Demostaden är inte inläst.", en="The demo city is not loaded.")


@dataclass(frozen=True, slots=True)
class EffectCheck:
    """One built-in effect: the true ratio, and what the evaluation found, None where it gave no number.

    Counts are those of the treated area, before and after. `displacement` is the ring's change less that
    of its comparison, in events. `inside` says whether the truth lies in the 95 % interval.
    """

    key: str
    measure: str
    kind: str
    light: str | None
    truth: float
    before: int | None
    after: int | None
    ratio: float | None
    ci_low: float | None
    ci_high: float | None
    displacement: float | None
    dispersion: float | None
    verdict: str
    verdict_word: Text
    inside: bool | None


def check_effects(session: Session) -> tuple[EffectCheck, ...]:
    """Return every built-in effect evaluated with the product's defaults, those of the dark in the dark.

    Raises NotFoundError where the demo city is not loaded.
    """
    keys = [effect.key for effect in EFFECTS]
    stored = select(Measure.source_key, Measure.id).where(
        Measure.source == "demo", Measure.source_key.in_(keys)
    )
    measures = dict(session.execute(stored).tuples().all())
    if len(measures) < len(EFFECTS):
        raise NotFoundError(_NOT_LOADED)
    return tuple(
        _checked(effect, evaluate(session, measures[effect.key], light=effect.light)) for effect in EFFECTS
    )


def _checked(effect: Effect, found: Evaluation) -> EffectCheck:
    counts, change = found.counts, found.effect
    return EffectCheck(
        key=effect.key,
        measure=effect.measure_name,
        kind=effect.kind,
        light=effect.light,
        truth=effect.ratio,
        before=counts.treated.before if counts else None,
        after=counts.treated.after if counts else None,
        ratio=change.ratio if change else None,
        ci_low=change.ci_low if change else None,
        ci_high=change.ci_high if change else None,
        displacement=found.wdd.displacement if found.wdd else None,
        dispersion=found.dispersion,
        verdict=found.verdict,
        verdict_word=found.verdict_word,
        inside=change.ci_low <= effect.ratio <= change.ci_high if change else None,
    )


def table(checks: tuple[EffectCheck, ...]) -> str:
    """Return the checks as a Markdown table, for the documentation."""
    head = (
        "| effect | measure | counted | truth | found | 95 % interval | dispersion | verdict | truth inside "
        "|\n"
        "|---|---|---|---|---|---|---|---|---|"
    )
    return "\n".join((head, *(_row(check) for check in checks)))


def _row(check: EffectCheck) -> str:
    found = "–" if check.ratio is None else f"{check.ratio:.2f}"
    interval = "–" if check.ci_low is None else f"{check.ci_low:.2f} to {check.ci_high:.2f}"
    spread = "–" if check.dispersion is None else f"{check.dispersion:.2f}"
    inside = {True: "yes", False: "no", None: "–"}[check.inside]
    counted = f"{check.before} → {check.after}{' in the dark' if check.light else ''}"
    cells = (check.key, check.measure, counted, f"{check.truth:.2f}", found, interval, spread)
    return f"| {' | '.join((*cells, check.verdict_word.en, inside))} |"
