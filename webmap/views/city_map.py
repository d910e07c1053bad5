"""The map, and the list beside it."""

from flask import Blueprint, g, render_template, request

from geodata.access import incident_view
from geodata.filters import Filter
from geodata.questions.area_names import filter_names
from geodata.questions.lists import map_list
from webmap.access import allow
from webmap.map.page import MapPage, box_from, map_page

blueprint = Blueprint("map", __name__)


@blueprint.get("/")
@allow("read", "area")
def show() -> str:
    """Show the map, and as much of the list as stands without a script."""
    view = incident_view(g.asker, smallest_count=g.profile.smallest_count)
    page: MapPage = map_page(g.asker, view, g.profile)
    return render_template("map.html", page=page, **_listed())


@blueprint.get("/map/list")
@allow("read", "area")
def beside() -> str:
    """Answer with the rows of the map's section, and with the sentence of the filter."""
    return render_template("parts/map_list.html", **_listed(), fragment=True)


def _listed() -> dict[str, object]:
    chosen = Filter.from_query(request.args.to_dict(flat=False))
    found = map_list(g.session, box_from(request.args, g.profile), chosen=chosen, reach=g.reach)
    return {"chosen": chosen, "sentence": chosen.sentence(filter_names(g.session, chosen)), "found": found}
