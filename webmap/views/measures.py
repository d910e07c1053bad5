"""Measures: the list, one measure, attaching a new one to a place, describing it anew, its next status."""

from uuid import UUID

from flask import Blueprint, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from geodata import access
from geodata.codes import MEASURE_FAMILIES
from geodata.edits import measures
from geodata.measure_types import measure_type
from geodata.models import Measure
from geodata.questions.lists import measure_list
from geodata.questions.measures import MeasureFacts, measure_facts
from geodata.questions.organisations import organisations
from geodata.questions.places import place_facts
from geodata.questions.reviews import review_of
from webmap.access import allow
from webmap.forms.form import Choices, choices_of
from webmap.forms.measure import (
    MeasureForm,
    MeasureStatusForm,
    measure_form,
    parameter_values,
    types_by_family,
)
from webmap.held import told_saved
from webmap.language import language, words
from webmap.map.small_map import on_map, small_map
from webmap.placing import writings
from webmap.plain import plain
from webmap.selection import selection
from webmap.words.history import told_history
from webmap.words.measures import told_parameters

blueprint = Blueprint("measures", __name__)


@blueprint.get("/measures")
@allow("read", "measure")
def index() -> str:
    """Show the measures that the filter asks for, by name."""
    asked = selection()
    found = measure_list(g.session, chosen=asked.chosen, reach=g.reach, page=asked.page)
    choices = {"family": choices_of(MEASURE_FAMILIES)}
    return render_template("measures/index.html", asked=asked, found=found, choices=choices)


@blueprint.get("/api/measures")
@allow("read", "measure")
def listed() -> Response:
    """Answer the same list as JSON."""
    asked = selection()
    found = measure_list(g.session, chosen=asked.chosen, reach=g.reach, page=asked.page)
    return jsonify(plain({"filter": asked.sentence, "page": asked.page, "measures": found}, language()))


@blueprint.get("/measures/new")
@allow("create", "measure")
def create() -> str:
    """Ask for the type, then for what a measure of that type needs."""
    place_id, code = request.args.get("place", type=UUID), request.args.get("type")
    if not code:
        place = _place(place_id)
        return render_template("measures/choose.html", place=place, families=types_by_family())
    form = measure_form(measure_type(code))(_responsible(), formdata=None)
    return _new(form, place_id)


@blueprint.post("/measures/new")
@allow("create", "measure")
def attach() -> tuple[str, int] | Response:
    """Save a new measure at a place."""
    place_id = request.args.get("place", type=UUID)
    form = measure_form(measure_type(request.args.get("type", "")))(_responsible())
    measure = form.attempt(g.session, lambda: _attach(form, place_id))
    if measure is None:
        return _new(form, place_id), form.answer
    flash(told_saved(measure, gettext("The measure is saved.")))
    return redirect(url_for("measures.show", measure_id=measure.id), 303)


@blueprint.get("/measures/<uuid:measure_id>")
@allow("read", "measure")
def show(measure_id: UUID) -> str:
    """Show one measure with its facts, its history and its actions."""
    facts = measure_facts(g.session, measure_id, on=g.today, reach=g.reach)
    return _page(facts, MeasureStatusForm(facts.status, on=g.today))


@blueprint.get("/api/measures/<uuid:measure_id>/history")
@allow("read", "measure")
def history(measure_id: UUID) -> Response:
    """Answer the measure's history as JSON."""
    facts = measure_facts(g.session, measure_id, on=g.today, reach=g.reach)
    return jsonify(plain(told_history(facts.id, facts.history, measure_type=facts.type), language()))


@blueprint.post("/measures/<uuid:measure_id>/status")
@allow("update", "measure")
def turn(measure_id: UUID) -> tuple[str, int] | Response:
    """Give the measure its next status, from a day on, with a note."""
    facts = measure_facts(g.session, measure_id, on=g.today, reach=g.reach)
    form = MeasureStatusForm(facts.status)
    turned = form.attempt(g.session, lambda: _turn(measure_id, form))
    if turned is None:
        return _page(facts, form), form.answer
    flash(told_saved(turned, gettext("The status is changed.")))
    return redirect(url_for("measures.show", measure_id=measure_id), 303)


@blueprint.route("/measures/<uuid:measure_id>/edit", methods=["GET", "POST"])
@allow("update", "measure")
def edit(measure_id: UUID) -> tuple[str, int] | Response:
    """Show the form of a measure that exists; save what was changed."""
    facts = measure_facts(g.session, measure_id, on=g.today, reach=g.reach)
    form_type = measure_form(measure_type(facts.type), change=True)
    form = form_type(_responsible(), obj=facts, **parameter_values(facts.parameters))
    changed = form.attempt(g.session, lambda: _change(measure_id, form))
    if changed is not None:
        flash(told_saved(changed, gettext("The measure is saved.")))
        return redirect(url_for("measures.show", measure_id=measure_id), 303)
    title = gettext("Change %(measure)s", measure=facts.name)
    here, back = (
        url_for("measures.edit", measure_id=measure_id),
        url_for("measures.show", measure_id=measure_id),
    )
    page = render_template(
        "measures/form.html", form=form, title=title, address=here, back=back, places=facts.places
    )
    return page, form.answer


def _new(form: MeasureForm, place_id: UUID | None) -> str:
    place = _place(place_id)
    return render_template(
        "measures/form.html",
        form=form,
        title=gettext("New measure"),
        address=url_for("measures.attach", type=form.measure_type.code, place=place_id),
        back=url_for("measures.create", place=place_id),
        places=[place] if place else [],
    )


def _page(facts: MeasureFacts, form: MeasureStatusForm) -> str:
    positioned = facts.lon is not None and facts.lat is not None
    return render_template(
        "measures/show.html",
        measure=facts,
        parameters=told_parameters(facts.type, facts.parameters),
        form=form if access.may(g.asker, "update", "measure") else None,
        writings=writings(facts.lon, facts.lat) if facts.lon is not None and facts.lat is not None else (),
        on_map=on_map("measures", facts.id, facts.lon, facts.lat),
        history=told_history(facts.id, facts.history, measure_type=facts.type),
        review=review_of(g.session, "measure", facts.id),
        **(small_map(panel=True) if positioned else {}),
    )


def _place(place_id: UUID | None) -> object | None:
    if place_id is None:
        return None
    return place_facts(g.session, place_id, on=g.today, reach=g.reach)


def _responsible() -> Choices:
    return {str(party.id): words(party.name) for party in organisations(g.session, g.today)}


def _attach(form: MeasureForm, place_id: UUID | None) -> Measure:
    return measures.attach_measure(
        g.session,
        form.facts(),
        [] if place_id is None else [place_id],
        g.profile,
        today=g.today,
        within=g.reach["measure"],
        review=form.review,
    )


def _turn(measure_id: UUID, form: MeasureStatusForm) -> Measure:
    return measures.turn_measure(
        g.session,
        measure_id,
        form.version.data or 0,
        form.status.data,
        on=form.on.data or g.today,
        today=g.today,
        within=g.reach["measure"],
        note=form.note.data or "",
        review=form.review,
    )


def _change(measure_id: UUID, form: MeasureForm) -> Measure:
    return measures.change_measure(
        g.session,
        measure_id,
        form["version"].data or 0,
        form.facts(),
        g.profile,
        today=g.today,
        within=g.reach["measure"],
        note=form["change_note"].data or "",
        review=form.review,
    )
