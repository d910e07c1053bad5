"""Initiatives: the list, and one with its goals, measures and places."""

from uuid import UUID

from flask import Blueprint, g, jsonify, render_template
from werkzeug.wrappers import Response

from geodata.questions.initiatives import initiative_facts, initiative_list
from webmap.access import allow
from webmap.field_names import INITIATIVE_FIELDS
from webmap.language import language
from webmap.plain import plain
from webmap.selection import selection

blueprint = Blueprint("initiatives", __name__)


@blueprint.get("/initiatives")
@allow("read", "initiative")
def index() -> str:
    """Show the initiatives of the filter's period, the newest first."""
    asked = selection()
    found = initiative_list(g.session, chosen=asked.chosen, reach=g.reach, page=asked.page)
    return render_template("initiatives/index.html", asked=asked, found=found)


@blueprint.get("/api/initiatives")
@allow("read", "initiative")
def listed() -> Response:
    """Answer the same list as JSON."""
    asked = selection()
    found = initiative_list(g.session, chosen=asked.chosen, reach=g.reach, page=asked.page)
    return jsonify(plain({"filter": asked.sentence, "page": asked.page, "initiatives": found}, language()))


@blueprint.get("/initiatives/<uuid:initiative_id>")
@allow("read", "initiative")
def show(initiative_id: UUID) -> str:
    """Show one initiative: what it is for, its goals, what is done and where."""
    facts = initiative_facts(g.session, initiative_id, reach=g.reach)
    return render_template("initiatives/show.html", initiative=facts, field_names=INITIATIVE_FIELDS)
