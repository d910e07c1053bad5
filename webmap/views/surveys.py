"""Surveys: what was asked and when, and each area's share with its uncertainty and its change."""

from flask import Blueprint, g, render_template, request

from geodata.questions.surveys import SurveyMap, SurveyRow, survey_list, survey_map
from webmap.access import allow

blueprint = Blueprint("surveys", __name__)


@blueprint.get("/surveys")
@allow("read", "survey")
def index() -> str:
    """Show the surveys, and the newest wave of one question, or what the address asks for."""
    surveys = survey_list(g.session)
    return render_template("surveys/index.html", surveys=surveys, shown=_shown(surveys))


def _shown(surveys: tuple[SurveyRow, ...]) -> SurveyMap | None:
    """Return the question asked for; what the address leaves open is the first one, in the newest wave."""
    asked = request.args.get("survey")
    answered = [survey for survey in surveys if survey.waves and survey.questions]
    chosen = next((survey for survey in answered if survey.code == asked), None)
    if chosen is None and asked is None and answered:
        chosen = answered[0]
    if chosen is None:
        return None
    wave = request.args.get("wave") or chosen.waves[-1].label
    question = request.args.get("question") or chosen.questions[0].code
    return survey_map(g.session, chosen.code, wave, question, reach=g.reach)
