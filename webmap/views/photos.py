"""Photos of places: adding one, its pixels, removing it."""

from uuid import UUID

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from geodata.edits import photos
from geodata.edits.photo_images import LARGEST_BYTES
from geodata.questions.photos import photo_image
from geodata.questions.places import place_facts
from webmap.access import allow
from webmap.forms.photo import PhotoForm
from webmap.held import told_saved
from webmap.security import BARE

blueprint = Blueprint("photos", __name__)

# The other fields of the form and what stands between its parts.
_LARGEST_FORM = LARGEST_BYTES + 64 * 1024


@blueprint.route("/places/<uuid:place_id>/photos/new", methods=["GET", "POST"])
@allow("create", "photo", largest_body=_LARGEST_FORM)
def create(place_id: UUID) -> tuple[str, int] | AnyResponse:
    """Show the form of a photo of a place; store the photo."""
    place = place_facts(g.session, place_id, on=g.today, reach=g.reach)
    observation_id = request.args.get("observation", type=UUID)
    form = PhotoForm()
    photo = form.attempt(
        g.session,
        lambda: photos.add_photo(
            g.session, place_id, form.taken(observation_id), within=g.reach["place"], review=form.review
        ),
    )
    if photo is not None:
        flash(told_saved(photo, gettext("The photo is saved.")))
        return redirect(url_for("places.show", place_id=place_id), 303)
    return render_template("photos/new.html", form=form, place=place), form.answer


@blueprint.get("/photos/<uuid:photo_id>.jpg")
@allow("read", "photo")
def show(photo_id: UUID) -> Response:
    """Answer the photo."""
    return _pixels(photo_id, small=False)


@blueprint.get("/photos/<uuid:photo_id>/small.jpg")
@allow("read", "photo")
def small(photo_id: UUID) -> Response:
    """Answer the photo, small enough for a list."""
    return _pixels(photo_id, small=True)


@blueprint.post("/photos/<uuid:photo_id>/remove")
@allow("remove", "photo")
def remove(photo_id: UUID) -> AnyResponse:
    """Remove the photo for good."""
    place_id = photos.remove_photo(g.session, photo_id)
    g.session.commit()
    flash(gettext("The photo is removed."))
    return redirect(url_for("places.show", place_id=place_id), 303)


def _pixels(photo_id: UUID, *, small: bool) -> Response:
    found = photo_image(g.session, photo_id, reach=g.reach, small=small)
    headers = BARE | {"Content-Disposition": "inline; filename=photo.jpg"}
    return Response(found.image, mimetype=found.media_type, headers=headers)
