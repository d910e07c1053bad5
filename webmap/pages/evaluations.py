"""What the page of an evaluation shows: the answer, its drawings, and what else could be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import g, request
from sqlalchemy.orm import Session

from geodata.access import IncidentView, incident_view
from geodata.codes import CRIME_GROUPS, LIGHT_CLASSES
from geodata.errors import ForbiddenError, InvalidError
from geodata.filters import MAPPED_GROUPS, Filter
from geodata.questions.evaluation import Evaluation, evaluate
from geodata.questions.evaluation_counts import BeforeAfter
from geodata.questions.evaluation_view import NO_EVALUATION, check_choice, for_view, shortest_months
from geodata.questions.event_selection import KNOWN_LIGHT
from geodata.text import Text
from webmap.charts import CountChart, count_chart
from webmap.charts.ratio import RatioChart, ratio_chart
from webmap.forms.form import choices_of
from webmap.language import words

ZONE_NAMES = {
    "treated": Text("Åtgärdens område", "Treated area"),
    "comparison": Text("Jämförelse", "Comparison"),
    "ring": Text("Ring omkring", "Ring around"),
    "ring_comparison": Text("Jämförelsens ring", "Ring of the comparison"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks: comparison keys, months on each side, crime groups, light."""

    comparison: tuple[str, ...] = ()
    months: int | None = None
    groups: tuple[str, ...] = ()
    light: str | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """What the form offers: words by value."""

    groups: Mapping[str, str]
    lights: Mapping[str, str]
    months: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EvaluationPage:
    """One evaluation as shown to its reader.

    `zone_counts` are (name, counts) rows; `zones` GeoJSON for the map; `problem` a (field, sentence) pair
    where the address asked for something that does not fit, and the proposal is shown instead.
    """

    found: Evaluation
    asked: Asked
    problem: tuple[str, str] | None
    zone_counts: tuple[tuple[Text, BeforeAfter], ...]
    ratio: RatioChart | None
    chart: CountChart | None
    zones: dict[str, Any]
    choices: Offers


def asked_evaluation() -> Asked:
    """Return what this request's address asks; raises InvalidError naming the field."""
    return read_asked(request.args.to_dict(flat=False))


def read_asked(query: Mapping[str, Sequence[str]]) -> Asked:
    """Return what an address asks, its values by name; raises InvalidError naming the field."""
    chosen = Filter.from_query(query)
    months = next(iter(query.get("months", ())), "").strip()
    if months and not (months.isascii() and months.isdigit() and len(months) < 4):
        raise InvalidError(
            Text(sv="Antalet månader ska vara ett heltal.", en="The number of months must be whole."),
            field="months",
        )
    return Asked(
        comparison=tuple(key for key in query.get("comparison", ()) if key),
        months=int(months) if months else None,
        groups=chosen.groups,
        light=chosen.lights[0] if chosen.lights else None,
    )


def evaluated(measure_id: UUID, asked: Asked) -> Evaluation:
    """Return the evaluation as the asker may see it, within the areas in reach."""
    return evaluation_seen(g.session, measure_id, asked, within=g.reach["evaluation"], view=_view())


def evaluation_seen(
    session: Session, measure_id: UUID, asked: Asked, *, within: Sequence[int] | None, view: IncidentView
) -> Evaluation:
    """Return the evaluation as those see it who have this view, and the measures of the areas `within`."""
    check_choice(view, asked.groups, asked.comparison)
    found = evaluate(
        session,
        measure_id,
        months=asked.months,
        step_months=shortest_months(view),
        comparison=asked.comparison,
        crime_groups=asked.groups,
        light=asked.light,
        within=within,
    )
    return for_view(found, view)


def _view() -> IncidentView:
    view = incident_view(g.asker, smallest_count=g.profile.smallest_count)
    if view is None:
        raise ForbiddenError(NO_EVALUATION)
    return view


def evaluation_page(measure_id: UUID) -> EvaluationPage:
    """Return the page; what does not fit in the address is told, beside the proposal."""
    asked, problem = Asked(), None
    try:
        asked = asked_evaluation()
        found = evaluated(measure_id, asked)
    except InvalidError as error:
        problem = (error.field or "comparison", words(error.reason))
        found = evaluated(measure_id, Asked())
    started, effect = found.measure.started_on, found.effect or found.change
    return EvaluationPage(
        found=found,
        asked=asked,
        problem=problem,
        zone_counts=zone_counts(found),
        ratio=ratio_chart(effect.ratio, effect.ci_low, effect.ci_high) if effect else None,
        chart=count_chart(
            [(month.first_day, month.treated) for month in found.series],
            smallest_count=None,
            marks=[started] if started else [],
        ),
        zones=zones_on_map(found),
        choices=_offers(found, shortest_months(_view())),
    )


def zones_on_map(found: Evaluation) -> dict[str, Any]:
    """Return the areas of the evaluation as a GeoJSON feature collection, each with its zone."""
    features = [
        {"type": "Feature", "properties": {"zone": zone.name}, "geometry": zone.geometry}
        for zone in found.zones
    ]
    return {"type": "FeatureCollection", "features": features}


def zone_counts(found: Evaluation) -> tuple[tuple[Text, BeforeAfter], ...]:
    """Return the names of the zones that were counted, each with its counts."""
    if found.counts is None:
        return ()
    counted = ((name, getattr(found.counts, zone)) for zone, name in ZONE_NAMES.items())
    return tuple((name, counts) for name, counts in counted if counts is not None)


def _offers(found: Evaluation, step: int) -> Offers:
    available = found.windows.available if found.windows else 0
    shown_step = step if step % 3 == 0 else 3
    lengths = sorted({*range(shown_step, available + 1, shown_step), available} - {0})
    months = Text("{count} månader", "{count} months")
    return Offers(
        groups=choices_of(CRIME_GROUPS[code] for code in MAPPED_GROUPS),
        lights=choices_of(LIGHT_CLASSES[code] for code in KNOWN_LIGHT),
        months={str(count): words(months.format(count=count)) for count in lengths},
    )
