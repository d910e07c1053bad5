"""Surveys: what was asked and when, and each area's share with its uncertainty and its change."""

from flask import Blueprint, g, render_template, request

from geodata.codes import SURVEY_THEMES
from geodata.questions.surveys import Question, SurveyMap, SurveyRow, survey_list, survey_map
from webmap.access import allow

blueprint = Blueprint("surveys", __name__)


@blueprint.get("/surveys")
@allow("read", "survey")
def index() -> str:
    """Show the surveys, and the newest wave of one question, or what the address asks for."""
    surveys = survey_list(g.session)
    shown = _shown(surveys)
    themes = _by_theme(shown.survey) if shown else []
    return render_template("surveys/index.html", surveys=surveys, shown=shown, themes=themes)


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
    question = request.args.get("question") or _by_theme(chosen)[0][1][0].code
    return survey_map(g.session, chosen.code, wave, question, reach=g.reach)


def _by_theme(survey: SurveyRow) -> list[tuple[str, list[Question]]]:
    """Return (theme, its questions) pairs in the order of the themes, those of unknown themes last."""
    order = {theme: place for place, theme in enumerate(SURVEY_THEMES.codes)}
    themes = sorted({question.theme for question in survey.questions}, key=lambda theme: order.get(theme, 99))
    return [
        (theme, [question for question in survey.questions if question.theme == theme]) for theme in themes
    ]
