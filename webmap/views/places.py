"""Places: the list, one place, marking a new one, describing it anew, its next status."""

from uuid import UUID

from flask import Blueprint, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from geodata import access
from geodata.codes import PLACE_STATUSES, POLARITIES
from geodata.codes.place_statuses import marker_of
from geodata.edits import observations, places
from geodata.models import Place
from geodata.questions.ground import ground_near
from geodata.questions.lists import place_list
from geodata.questions.photos import photos_of
from geodata.questions.places import PlaceFacts, place_facts
from geodata.questions.reviews import review_of
from webmap.access import allow
from webmap.forms.form import choices_of
from webmap.forms.place import ChangedPlaceForm, NewPlaceForm, PlaceStatusForm
from webmap.held import told_saved
from webmap.language import language
from webmap.map.small_map import on_map, small_map
from webmap.placing import known_position, writings
from webmap.plain import plain
from webmap.selection import selection
from webmap.words.history import told_history

blueprint = Blueprint("places", __name__)


@blueprint.get("/places")
@allow("read", "place")
def index() -> str:
    """Show the places that the filter asks for, by name."""
    asked = selection()
    found = place_list(g.session, chosen=asked.chosen, reach=g.reach, page=asked.page)
    choices = {"status": choices_of(PLACE_STATUSES), "polarity": choices_of(POLARITIES)}
    return render_template("places/index.html", asked=asked, found=found, choices=choices)


@blueprint.get("/api/places")
@allow("read", "place")
def listed() -> Response:
    """Answer the same list as JSON."""
    asked = selection()
    found = place_list(g.session, chosen=asked.chosen, reach=g.reach, page=asked.page)
    return jsonify(plain({"filter": asked.sentence, "page": asked.page, "places": found}, language()))


@blueprint.route("/places/new", methods=["GET", "POST"])
@allow("create", "place")
def create() -> tuple[str, int] | Response:
    """Show the form of a new place, perhaps at a position of the address; save it."""
    at = request.args if request.method == "GET" else request.form
    form = NewPlaceForm(
        coordinates=at.get("coordinates"), system=at.get("system"), polarity="unsafe", reported_on=g.today
    )
    place = form.attempt(g.session, lambda: _mark(form))
    if place is not None:
        flash(told_saved(place, gettext("The place is saved.")))
        return redirect(url_for("places.show", place_id=place.id), 303)
    position = known_position(at) if at.get("coordinates") else None
    return render_template("places/new.html", form=form, position=position, **small_map()), form.answer


@blueprint.get("/places/position")
@allow("create", "place")
def position() -> str:
    """Show what is known of a position: its areas, what is marked near it."""
    return render_template("places/position.html", position=known_position(request.args))


@blueprint.get("/api/places/position")
@allow("create", "place")
def position_facts() -> Response:
    """Answer the same facts of a position as JSON."""
    return jsonify(plain(known_position(request.args), language()))


@blueprint.get("/places/<uuid:place_id>")
@allow("read", "place")
def show(place_id: UUID) -> str:
    """Show one place with its facts, its history and its actions."""
    facts = place_facts(g.session, place_id, on=g.today, reach=g.reach)
    form = PlaceStatusForm(facts.status, facts.polarity, version=facts.version)
    return _page(facts, form)


@blueprint.get("/api/places/<uuid:place_id>/history")
@allow("read", "place")
def history(place_id: UUID) -> Response:
    """Answer the place's history as JSON."""
    facts = place_facts(g.session, place_id, on=g.today, reach=g.reach)
    return jsonify(plain(told_history(facts.id, facts.history), language()))


@blueprint.post("/places/<uuid:place_id>/status")
@allow("update", "place")
def turn(place_id: UUID) -> tuple[str, int] | Response:
    """Give the place its next status, with a note."""
    facts = place_facts(g.session, place_id, on=g.today, reach=g.reach)
    form = PlaceStatusForm(facts.status, facts.polarity)
    turned = form.attempt(g.session, lambda: _turn(place_id, form))
    if turned is None:
        return _page(facts, form), form.answer
    flash(told_saved(turned, gettext("The status is changed.")))
    return redirect(url_for("places.show", place_id=place_id), 303)


@blueprint.route("/places/<uuid:place_id>/edit", methods=["GET", "POST"])
@allow("update", "place")
def edit(place_id: UUID) -> tuple[str, int] | Response:
    """Show the form of a place that exists; save what was changed."""
    facts = place_facts(g.session, place_id, on=g.today, reach=g.reach)
    form = ChangedPlaceForm(obj=facts)
    changed = form.attempt(g.session, lambda: _change(place_id, form))
    if changed is not None:
        flash(told_saved(changed, gettext("The place is saved.")))
        return redirect(url_for("places.show", place_id=place_id), 303)
    return render_template("places/edit.html", form=form, place=facts, **small_map()), form.answer


def _page(facts: PlaceFacts, form: PlaceStatusForm) -> str:
    return render_template(
        "places/show.html",
        place=facts,
        form=form if access.may(g.asker, "update", "place") else None,
        marker=marker_of(facts.status, facts.polarity),
        writings=writings(facts.lon, facts.lat),
        on_map=on_map("places", facts.id, facts.lon, facts.lat),
        history=told_history(facts.id, facts.history),
        review=review_of(g.session, "place", facts.id),
        photos=photos_of(g.session, facts.id, reach=g.reach),
        ground=ground_near(g.session, facts.lon, facts.lat, on=g.today, reach=g.reach),
        **small_map(panel=True),
    )


def _mark(form: NewPlaceForm) -> Place:
    within = g.reach["place"]
    place = places.mark_place(
        g.session, form.facts(), g.profile, today=g.today, within=within, review=form.review
    )
    seen = form.seen()
    if seen is not None:
        observations.attach_observation(g.session, place.id, seen, g.profile, today=g.today, within=within)
    return place


def _turn(place_id: UUID, form: PlaceStatusForm) -> Place:
    within = g.reach["place"]
    note, version = form.note.data or "", form.version.data or 0
    return places.turn_place(
        g.session,
        place_id,
        version,
        form.status.data,
        today=g.today,
        within=within,
        note=note,
        review=form.review,
    )


def _change(place_id: UUID, form: ChangedPlaceForm) -> Place:
    within = g.reach["place"]
    note, version = form.note.data or "", form.version.data or 0
    return places.change_place(
        g.session,
        place_id,
        version,
        form.facts(),
        g.profile,
        today=g.today,
        within=within,
        note=note,
        review=form.review,
    )
