"""Hotspots: where more was recorded than chance explains, for police accounts."""

from flask import Blueprint, jsonify, render_template
from werkzeug.wrappers import Response

from geodata.codes import CRIME_GROUPS
from geodata.filters import MAPPED_GROUPS
from webmap.access import allow
from webmap.forms.form import choices_of
from webmap.language import language
from webmap.map.finding_map import finding_map
from webmap.pages.hotspots import CELL_CHOICES, heat, hotspot_page
from webmap.plain import plain

blueprint = Blueprint("hotspots", __name__)


@blueprint.get("/hotspots")
@allow("read", "hotspot")
def index() -> str:
    """Show the hot cells of the period and the groups asked for."""
    return render_template(
        "hotspots/index.html",
        page=hotspot_page(),
        groups=choices_of(group for group in CRIME_GROUPS if group.code in MAPPED_GROUPS),
        cell_choices=CELL_CHOICES,
        heat=heat,
        **finding_map(),
    )


@blueprint.get("/api/hotspots")
@allow("read", "hotspot")
def listed() -> Response:
    """Answer the same hot cells as JSON."""
    page = hotspot_page()
    return jsonify(plain({"filter": page.asked.sentence, "hotspots": page.found}, language()))
