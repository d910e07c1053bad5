"""Places that marks of map surveys propose: the list, one of them, making, joining or turning it down."""

from flask import Blueprint, flash, g, jsonify, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from geodata import access
from geodata.edits import place_proposals as edits
from geodata.errors import NotFoundError
from geodata.models import Place
from geodata.questions.place_proposals import Proposal
from webmap.access import allow
from webmap.forms.proposal import ProposalForm
from webmap.language import language
from webmap.map.finding_map import finding_map
from webmap.pages.proposals import LEAST_CHOICES, METRES_CHOICES, density, hulls, proposal, proposals
from webmap.plain import plain

blueprint = Blueprint("proposals", __name__)


@blueprint.get("/places/proposed")
@allow("create", "place")
def index() -> str:
    """Show the proposed places, those with most marks first."""
    asked = density()
    found = proposals(asked)
    choices = {"metres": METRES_CHOICES, "least": LEAST_CHOICES}
    shown = {"found": found, "hulls": hulls(found), "asked": asked, "choices": choices}
    return render_template("proposals/index.html", **shown, **finding_map())


@blueprint.get("/api/places/proposed")
@allow("create", "place")
def listed() -> Response:
    """Answer the same proposals as JSON."""
    asked = density()
    return jsonify(plain({"asked": asked, "proposals": proposals(asked)}, language()))


@blueprint.route("/places/proposed/<proposal_key>", methods=["GET", "POST"])
@allow("update", "observation")
def show(proposal_key: str) -> tuple[str, int] | Response:
    """Show one proposal with the form of its place; make the place with its marks."""
    _refuse_who_makes_no_places()
    asked = density()
    found = proposal(proposal_key, asked)
    form = ProposalForm()
    place = form.attempt(g.session, lambda: _accept(found, form))
    if place is None:
        shown = {"proposal": found, "hulls": hulls((found,)), "asked": asked, "form": form}
        return render_template("proposals/show.html", **shown, **finding_map()), form.answer
    flash(gettext("The place is saved, with its marks."))
    return redirect(url_for("places.show", place_id=place.id), 303)


@blueprint.post("/places/proposed/<proposal_key>/join")
@allow("update", "observation")
def join(proposal_key: str) -> Response:
    """Make the marks observations of the known place beside them."""
    _refuse_who_makes_no_places()
    found = proposal(proposal_key, density())
    if found.near is None:
        raise NotFoundError
    edits.join_proposal(g.session, found.mark_ids, found.near.id, within=g.reach["place"])
    g.session.commit()
    flash(gettext("The marks belong to the place now."))
    return redirect(url_for("places.show", place_id=found.near.id), 303)


@blueprint.post("/places/proposed/<proposal_key>/dismiss")
@allow("update", "observation")
def dismiss(proposal_key: str) -> Response:
    """Propose these marks no more."""
    _refuse_who_makes_no_places()
    asked = density()
    edits.dismiss_proposal(g.session, proposal(proposal_key, asked).mark_ids)
    g.session.commit()
    flash(gettext("The proposal is turned down; its marks are proposed no more."))
    return redirect(url_for("proposals.index", metres=asked.metres, least=asked.least), 303)


def _refuse_who_makes_no_places() -> None:
    if not access.may(g.asker, "create", "place"):
        raise NotFoundError


def _accept(found: Proposal, form: ProposalForm) -> Place:
    within = g.reach["place"]
    return edits.accept_proposal(
        g.session, found.mark_ids, form.facts(found), g.profile, today=g.today, within=within
    )
