"""Whether measures worked: the list of those that can be asked about, and the evaluation of one."""

from uuid import UUID

from flask import Blueprint, g, jsonify, render_template
from werkzeug.wrappers import Response

from geodata.questions.evaluable_measures import evaluable_measures
from webmap.access import allow
from webmap.language import language
from webmap.map.finding_map import finding_map
from webmap.pages.evaluations import asked_evaluation, evaluated, evaluation_page
from webmap.plain import plain

blueprint = Blueprint("evaluations", __name__)


@blueprint.get("/evaluations")
@allow("read", "evaluation")
def index() -> str:
    """Show the measures that have begun at a place, the latest first."""
    found = evaluable_measures(g.session, g.reach["evaluation"])
    return render_template("evaluations/index.html", measures=found)


@blueprint.get("/api/evaluations")
@allow("read", "evaluation")
def listed() -> Response:
    """Answer the same list as JSON."""
    found = evaluable_measures(g.session, g.reach["evaluation"])
    return jsonify(plain({"measures": found}, language()))


@blueprint.get("/measures/<uuid:measure_id>/evaluation")
@allow("read", "evaluation")
def show(measure_id: UUID) -> tuple[str, int]:
    """Show whether a measure changed what is recorded around it."""
    page = evaluation_page(measure_id)
    return render_template("evaluations/show.html", page=page, **finding_map()), 422 if page.problem else 200


@blueprint.get("/api/measures/<uuid:measure_id>/evaluation")
@allow("read", "evaluation")
def answer(measure_id: UUID) -> Response:
    """Answer the same evaluation as JSON, its areas as GeoJSON geometries."""
    return jsonify(plain(evaluated(measure_id, asked_evaluation()), language()))
