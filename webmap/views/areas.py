"""Areas by kind, and one area with what is linked to it."""

from itertools import groupby

from flask import Blueprint, g, jsonify, render_template, request
from werkzeug.wrappers import Response

from geodata.access import incident_view
from geodata.analysis.suppression import UNSAFE
from geodata.codes import CRIME_GROUPS
from geodata.filters import Filter
from geodata.questions.areas import AreaFacts, area_facts, area_list
from geodata.questions.surveys import area_survey
from webmap.access import allow
from webmap.forms.form import choices_of
from webmap.language import language
from webmap.pages.areas import AreaRecord, area_record, things_in
from webmap.plain import plain
from webmap.selection import selection

blueprint = Blueprint("areas", __name__)


@blueprint.get("/areas")
@allow("read", "area")
def index() -> str:
    """Show the areas that the filter asks for, by kind and name."""
    asked = selection()
    found = area_list(g.session, chosen=asked.chosen, reach=g.reach)
    by_kind = [(kind, list(rows)) for kind, rows in groupby(found, lambda row: row.area.kind_name)]
    return render_template("areas/index.html", asked=asked, by_kind=by_kind)


@blueprint.get("/api/areas")
@allow("read", "area")
def listed() -> Response:
    """Answer the same list as JSON."""
    asked = selection()
    found = area_list(g.session, chosen=asked.chosen, reach=g.reach)
    return jsonify(plain({"filter": asked.sentence, "areas": found}, language()))


@blueprint.get("/areas/<kind>/<code>")
@allow("read", "area")
def show(kind: str, code: str) -> str:
    """Show one area: borders, linked areas, places, measures, recorded crime, surveys."""
    asked = selection()
    facts = area_facts(g.session, kind, code, on=g.today, chosen=asked.chosen, reach=g.reach)
    places, measures = things_in(kind, code, asked.chosen)
    return render_template(
        "areas/show.html",
        asked=asked,
        area=facts,
        places=places,
        measures=measures,
        record=_record(facts, asked.chosen),
        answers=area_survey(g.session, kind, code, reach=g.reach) if "survey" in g.reach else (),
        choices={"group": choices_of(CRIME_GROUPS)},
        unsafe=UNSAFE,
        bare=bool(request.headers.get("HX-Request")),
    )


@blueprint.get("/api/areas/<kind>/<code>")
@allow("read", "area")
def facts(kind: str, code: str) -> Response:
    """Answer the same facts as JSON."""
    chosen = selection().chosen
    found = area_facts(g.session, kind, code, on=g.today, chosen=chosen, reach=g.reach)
    record = _record(found, chosen)
    return jsonify(plain({"area": found, "events": record.events if record else None}, language()))


def _record(area: AreaFacts, chosen: Filter) -> AreaRecord | None:
    view = incident_view(g.asker, smallest_count=g.profile.smallest_count)
    return area_record(area, chosen, view)
