"""The map, and what its modules ask for: the list beside it, the names of areas, a survey."""

from flask import Blueprint, Response, g, jsonify, render_template, request

from geodata.access import incident_view
from geodata.filters import Filter
from geodata.questions.area_names import filter_names
from geodata.questions.data_period import data_period
from geodata.questions.lists import map_list
from geodata.questions.map_ground import area_spots, city_box, has_streets
from geodata.questions.surveys import survey_list, survey_map
from webmap.access import allow
from webmap.language import language
from webmap.map.choice import reach_of_shown
from webmap.map.page import box_from, map_page
from webmap.map.periods import covered_words, period_presets
from webmap.map.survey import survey_choices, survey_on_map
from webmap.plain import plain

blueprint = Blueprint("map", __name__)


@blueprint.get("/")
@allow("read", "area")
def show() -> str:
    """Show the map, and as much of the list as stands without a script."""
    view = incident_view(g.asker, smallest_count=g.profile.smallest_count)
    city = city_box(g.session, g.profile.boundary_kind)
    page = map_page(g.asker, view, g.profile, city, streets=has_streets(g.session))
    surveys = list(survey_choices(survey_list(g.session))) if "survey" in g.reach else []
    covered = data_period(g.session) if page.crime else None
    periods = {"covered": covered_words(covered), "presets": period_presets(covered, g.today)}
    return render_template("map.html", page=page, surveys=surveys, **periods, **_listed())


@blueprint.get("/map/list")
@allow("read", "area")
def beside() -> str:
    """Answer with the rows of the map's section, and with the sentence of the filter."""
    return render_template("parts/map_list.html", **_listed(), fragment=True)


@blueprint.get("/map/names")
@allow("read", "area")
def names() -> Response:
    """Answer with the names of the areas that the map draws, and where they stand."""
    chosen = Filter.from_query(request.args.to_dict(flat=False))
    return jsonify(plain(area_spots(g.session, chosen=chosen, reach=g.reach), language()))


@blueprint.get("/map/survey/<survey>/<wave>/<question>")
@allow("read", "survey")
def survey(survey: str, wave: str, question: str) -> Response:
    """Answer with the classes and the words of one question's shares per area."""
    found = survey_map(g.session, survey, wave, question, reach=g.reach)
    return jsonify(survey_on_map(found, g.profile.boundary_kind))


def _listed() -> dict[str, object]:
    chosen = Filter.from_query(request.args.to_dict(flat=False))
    reach = reach_of_shown(g.reach, request.args.get("layers"))
    found = map_list(g.session, box_from(request.args, g.profile), chosen=chosen, reach=reach)
    return {"chosen": chosen, "sentence": chosen.sentence(filter_names(g.session, chosen)), "found": found}
