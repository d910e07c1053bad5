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

_HEAD = Text(
    sv="| effekt | åtgärd | före → efter | sanning | funnen | 95 %-intervall | spridning | omdöme "
    "| sanningen inuti |",
    en="| effect | measure | before → after | truth | found | 95 % interval | dispersion | verdict "
    "| truth inside |",
)
_RULE = "|" + "---|" * 9
_ROW = (
    "| {key} | {measure} | {before} → {after}{light} | {truth} | {found} | {interval} | {spread} | {verdict} "
    "| {inside} |"
)
_IN_THE_DARK = Text(sv=" i mörker", en=" in the dark")
_YES, _NO = Text(sv="ja", en="yes"), Text(sv="nej", en="no")
_INTERVAL = Text(sv="{low:.3f} till {high:.3f}", en="{low:.3f} to {high:.3f}")
_UNKNOWN = "–"


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
    measures = {row.source_key: row.id for row in session.execute(stored)}
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


def table(checks: tuple[EffectCheck, ...]) -> Text:
    """Return the checks as a Markdown table, one row per effect."""
    rows = [_row(check) for check in checks]
    return Text(
        sv="\n".join((_HEAD.sv, _RULE, *(row.sv for row in rows))),
        en="\n".join((_HEAD.en, _RULE, *(row.en for row in rows))),
    )


def _row(check: EffectCheck) -> Text:
    return Text(sv=_ROW, en=_ROW).format(
        key=check.key,
        measure=check.measure,
        before=_UNKNOWN if check.before is None else check.before,
        after=_UNKNOWN if check.after is None else check.after,
        light=_IN_THE_DARK if check.light == "dark" else "",
        truth=f"{check.truth:.2f}",
        found=_decimals(check.ratio),
        interval=_interval(check),
        spread=_UNKNOWN if check.dispersion is None else f"{check.dispersion:.2f}",
        verdict=check.verdict_word,
        inside=_UNKNOWN if check.inside is None else (_YES if check.inside else _NO),
    )


def _interval(check: EffectCheck) -> Text | str:
    return _UNKNOWN if check.ratio is None else _INTERVAL.format(low=check.ci_low, high=check.ci_high)


def _decimals(number: float | None) -> str:
    return _UNKNOWN if number is None else f"{number:.3f}"
