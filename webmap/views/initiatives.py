"""Initiatives: the list, and one with its goals, measures and places."""

from uuid import UUID

from flask import Blueprint, g, jsonify, render_template
from werkzeug.wrappers import Response

from geodata.questions.initiatives import InitiativeFacts, initiative_facts, initiative_list
from webmap.access import allow
from webmap.language import language
from webmap.plain import plain
from webmap.selection import selection
from webmap.words.history import ToldHistory, told_history

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
    return render_template("initiatives/show.html", initiative=facts, history=_told(facts))


@blueprint.get("/api/initiatives/<uuid:initiative_id>/history")
@allow("read", "initiative")
def history(initiative_id: UUID) -> Response:
    """Answer the history of the initiative and its goals as JSON."""
    facts = initiative_facts(g.session, initiative_id, reach=g.reach)
    return jsonify(plain(_told(facts), language()))


def _told(facts: InitiativeFacts) -> ToldHistory:
    goals = {goal.id: goal.statement for goal in facts.goals}
    return told_history(facts.row.id, facts.history, about=goals)
