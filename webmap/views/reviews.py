"""Reviews: the texts that wait for the coordinator, and what is decided on each."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, g, jsonify, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from geodata.edits import reviews
from geodata.models import TextReview
from geodata.questions.reviews import waiting_review, waiting_reviews
from webmap.access import allow
from webmap.forms.review import redact_form, text_name
from webmap.language import language
from webmap.plain import plain

blueprint = Blueprint("reviews", __name__)


@blueprint.get("/reviews")
@allow("read", "review")
def index() -> str:
    """Show the texts that wait, the longest waiting first."""
    return render_template("reviews/index.html", reviews=waiting_reviews(g.session), text_name=text_name)


@blueprint.get("/api/reviews")
@allow("read", "review")
def listed() -> Response:
    """Answer the same texts as JSON."""
    return jsonify(plain({"reviews": waiting_reviews(g.session)}, language()))


@blueprint.get("/reviews/<uuid:review_id>")
@allow("read", "review")
def show(review_id: UUID) -> str:
    """Show one row's texts with what was found in them, and what can be decided."""
    review = waiting_review(g.session, review_id)
    return render_template("reviews/show.html", review=review, form=redact_form(review), text_name=text_name)


@blueprint.post("/reviews/<uuid:review_id>/redact")
@allow("update", "review")
def redact(review_id: UUID) -> tuple[str, int] | Response:
    """Put other texts in place of those in question, which are destroyed."""
    review = waiting_review(g.session, review_id)
    form = redact_form(review)
    redacted = form.attempt(
        g.session,
        lambda: reviews.redact(g.session, review_id, form.texts(), rest_is_clean=form.review),
    )
    if redacted is None:
        page = render_template("reviews/show.html", review=review, form=form, text_name=text_name)
        return page, form.answer
    flash(gettext("The texts are replaced, and the former ones destroyed."))
    return redirect(url_for("reviews.index"), 303)


@blueprint.post("/reviews/<uuid:review_id>/release")
@allow("update", "review")
def release(review_id: UUID) -> Response:
    """Let the texts out as they stand."""
    return _decided(reviews.release, review_id, gettext("The texts are released."))


@blueprint.post("/reviews/<uuid:review_id>/reject")
@allow("update", "review")
def reject(review_id: UUID) -> Response:
    """Destroy the texts in question."""
    return _decided(reviews.reject, review_id, gettext("The texts are rejected and destroyed."))


def _decided(decide: Callable[..., TextReview], review_id: UUID, sentence: str) -> Response:
    decide(g.session, review_id)
    g.session.commit()
    flash(sentence)
    return redirect(url_for("reviews.index"), 303)
