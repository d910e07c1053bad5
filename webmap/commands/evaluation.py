"""`tryggkarta evaluate`: whether a measure changed what is recorded around it."""

from collections.abc import Iterator

import click

from geodata.codes import CRIME_GROUPS
from geodata.questions.evaluation import Evaluation, evaluate
from geodata.questions.evaluation_counts import BeforeAfter
from geodata.questions.evaluation_design import IMPACT_METRES, RING_METRES
from geodata.questions.evaluation_measure import find_measure
from geodata.questions.event_selection import KNOWN_LIGHT
from geodata.text import Text
from webmap.commands.answering import answer, as_json
from webmap.commands.opening import language_of, owner_session

_ZONES = (
    ("treated", Text("åtgärdens område", "treated area")),
    ("comparison", Text("jämförelse", "comparison")),
    ("ring", Text("ring", "ring")),
    ("ring_comparison", Text("jämförelsens ring", "ring of the comparison")),
)
_WINDOWS = Text(
    "Före {a} till {b}, efter {c} till {d} (slutdagen räknas inte); {months} månader vardera.",
    "Before {a} to {b}, after {c} to {d} (the end day not counted); {months} months each.",
)
_COUNT = Text("{zone}: {before} före, {after} efter", "{zone}: {before} before, {after} after")
_WDD = Text(
    "Viktad förflyttningsskillnad (WDD): {total:.0f} händelser (95 %: {low:.0f} till {high:.0f}).",
    "Weighted displacement difference (WDD): {total:.0f} events (95 %: {low:.0f} to {high:.0f}).",
)
_RATIO = Text(
    "Relativ förändring: {ratio:.2f} (95 %: {low:.2f} till {high:.2f}); spridning {spread:.2f}.",
    "Relative rate: {ratio:.2f} (95 %: {low:.2f} to {high:.2f}); dispersion {spread:.2f}.",
)
_WITHOUT_POSITION = Text(
    "Utan plats i hela staden: {count} av {events}.",
    "Without position in the whole city: {count} of {events}.",
)
_ON_BORDER = Text(
    "Utelämnade på en periodgräns: {count}; med okänt ljus: {light}.",
    "Left out on a period's border: {count}; with unknown light: {light}.",
)


@click.command("evaluate")
@click.argument("measure")
@click.option(
    "--comparison",
    multiple=True,
    metavar="KIND:CODE|PLACE",
    help="An area or a place to compare with; repeatable. Proposed when not given.",
)
@click.option(
    "--months", type=click.IntRange(min=1), help="Months before and after; whole years when not given."
)
@click.option("--group", "groups", multiple=True, type=click.Choice(CRIME_GROUPS.codes), metavar="GROUP")
@click.option("--light", type=click.Choice(KNOWN_LIGHT), help="Count only what happened in this light.")
@click.option(
    "--impact", type=int, default=IMPACT_METRES, show_default=True, help="Metres around the measure."
)
@click.option(
    "--ring", type=int, default=RING_METRES, show_default=True, help="Metres to the ring's outer edge."
)
@as_json
@click.pass_context
def evaluation(
    context: click.Context,
    *,
    measure: str,
    comparison: tuple[str, ...],
    months: int | None,
    groups: tuple[str, ...],
    light: str | None,
    impact: int,
    ring: int,
    as_json: bool,
) -> None:
    """Evaluate MEASURE (its id, source key, or exact name): counts, comparison, ring, verdict.

    That nothing can be said is an answer like any other.
    """
    with owner_session(context) as (session, _profile):
        found = evaluate(
            session,
            find_measure(session, measure),
            impact_metres=impact,
            ring_metres=ring,
            months=months,
            comparison=comparison,
            crime_groups=groups,
            light=light,
        )
    language = language_of(context)
    answer(context, found, (line.in_language(language) for line in _lines(found)), as_json=as_json)


def _lines(found: Evaluation) -> Iterator[Text]:
    yield Text("{name}: {word}", "{name}: {word}").format(name=found.measure.name, word=found.verdict_word)
    for sentence in (found.sentence, found.remark, found.reason):
        if sentence is not None:
            yield sentence
    if found.windows is not None:
        before, after = found.windows.before, found.windows.after
        yield _WINDOWS.format(
            a=before.first_day,
            b=before.end_day,
            c=after.first_day,
            d=after.end_day,
            months=found.windows.months,
        )
    yield from _count_lines(found)
    if found.effect is not None and found.wdd is not None and found.dispersion is not None:
        effect, wdd = found.effect, found.wdd
        yield _RATIO.format(
            ratio=effect.ratio, low=effect.ci_low, high=effect.ci_high, spread=found.dispersion
        )
        yield _WDD.format(total=wdd.total, low=wdd.ci_low, high=wdd.ci_high)
    quotient = found.quotient.words if found.quotient else found.quotient_reason
    if quotient is not None:
        yield quotient
    yield from _reservations(found)


def _count_lines(found: Evaluation) -> Iterator[Text]:
    for zone, name in _ZONES if found.counts is not None else ():
        counted: BeforeAfter | None = getattr(found.counts, zone)
        if counted is not None:
            yield _COUNT.format(zone=name, before=counted.before, after=counted.after)


def _reservations(found: Evaluation) -> Iterator[Text]:
    if found.comparison is not None:
        names = [member.name for member in found.comparison.members]
        yield found.comparison.why
        yield Text(", ".join(name.sv for name in names), ", ".join(name.en for name in names))
    if found.left_out is not None:
        groups = found.left_out.groups
        yield _WITHOUT_POSITION.format(
            count=sum(group.without_position or 0 for group in groups),
            events=sum(group.events or 0 for group in groups),
        )
        yield _ON_BORDER.format(count=found.left_out.straddling, light=found.left_out.unknown_light)
    for warning in found.warnings:
        yield warning.words
