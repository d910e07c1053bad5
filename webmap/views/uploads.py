"""A file's way in: brought here, told what it is, its columns, its preview, published, taken back."""

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from geodata.edits import uploads
from geodata.edits.uploads import Said
from geodata.errors import NotFoundError
from geodata.questions.uploads import Upload, upload, worker_is_there
from importers import code_queue
from webmap.access import allow
from webmap.errors import SENTENCES, answer
from webmap.forms.upload import ApprovalForm, NewUploadForm
from webmap.pages.uploads import Preview, is_open, preview_of, sees_rows, state_of, step_of
from webmap.upload_forms import codes_form, columns_form, file_form
from webmap.words.uploads import READING, file_size

blueprint = Blueprint("uploads", __name__)

Page = tuple[str, int] | Response


@blueprint.route("/imports/new", methods=["GET", "POST"])
@allow("import", "crime_import", takes_file=True)
def create() -> Page:
    """Take a file: sent along, or from the incoming folder."""
    form = NewUploadForm(g.uploads.waiting())
    upload_id = form.attempt(g.session, lambda: uploads.bring(g.session, form.kept(g.uploads)))
    if upload_id is not None:
        return redirect(url_for("uploads.show", upload_id=upload_id), 303)
    return render_template("uploads/new.html", form=form, largest=g.uploads.largest), form.answer


@blueprint.errorhandler(413)
def too_large(_error: HTTPException) -> Page:
    """Say beside the field how large a file may be, where one was too large to be received at all."""
    if request.endpoint != "uploads.create" or g.get("asker") is None:
        return answer(413, str(SENTENCES[413]))
    form = NewUploadForm(g.uploads.waiting(), formdata=None)
    largest = file_size(g.uploads.largest)
    form.file.errors = [gettext("The file is larger than %(size)s, the most that is taken.", size=largest)]
    return render_template("uploads/new.html", form=form, largest=g.uploads.largest), 413


@blueprint.get("/imports/uploads/<uuid:upload_id>")
@allow("import", "crime_import")
def show(upload_id: UUID) -> Page:
    """Show how far the worker has come; lead on to the step at which the file stands once it is done."""
    found = upload(g.session, upload_id)
    asked_by_script = bool(request.headers.get("HX-Request"))
    if found.wanted is not None:
        there = worker_is_there(g.session)
        template = "uploads/progress.html" if asked_by_script else "uploads/working.html"
        return make_response(render_template(template, upload=found, worker_is_there=there))
    onward = step_of(found)
    if request.args.get("then") == "file" and is_open(found):
        onward = url_for("uploads.file", upload_id=upload_id)
    if asked_by_script:
        return Response(status=204, headers={"HX-Redirect": onward})
    return redirect(onward)


@blueprint.route("/imports/uploads/<uuid:upload_id>/file", methods=["GET", "POST"])
@allow("import", "crime_import")
def file(upload_id: UUID) -> Page:
    """Show what the file is believed to be; keep what it is said to be."""
    found = upload(g.session, upload_id)
    if not is_open(found):
        return _away(found)
    form = file_form(found)

    def say() -> bool:
        if form.reads_again:
            _read_anew(found, form.reading())
        else:
            uploads.say(g.session, upload_id, _said_so_far(found, form.chosen()))
        return True

    if form.attempt(g.session, say):
        if form.reads_again:
            return redirect(url_for("uploads.show", upload_id=upload_id, then="file"), 303)
        return redirect(url_for("uploads.columns", upload_id=upload_id), 303)
    return render_template("uploads/file.html", upload=found, form=form), form.answer


@blueprint.route("/imports/uploads/<uuid:upload_id>/columns", methods=["GET", "POST"])
@allow("import", "crime_import")
def columns(upload_id: UUID) -> Page:
    """Show which column is taken for which; have the file checked as it is said to be."""
    found = upload(g.session, upload_id)
    if not is_open(found) or found.source is None:
        return _away(found)
    form = columns_form(found)

    def check() -> bool:
        uploads.check(g.session, upload_id, form.said())
        return True

    if form.attempt(g.session, check):
        return redirect(url_for("uploads.show", upload_id=upload_id), 303)
    return render_template("uploads/columns.html", upload=found, form=form), form.answer


@blueprint.get("/imports/uploads/<uuid:upload_id>/preview")
@allow("import", "crime_import")
def preview(upload_id: UUID) -> Page:
    """Show what bringing the file in would do: its counts, figures, faults, unknown codes and positions."""
    found = upload(g.session, upload_id)
    if found.wanted is not None or (found.report is None and found.refusal is None):
        return _away(found)
    return make_response(_preview(found, preview_of(found)))


@blueprint.get("/imports/uploads/<uuid:upload_id>/rejected.csv")
@allow("import", "crime_import")
def rejected(upload_id: UUID) -> Response:
    """Answer with the rejected rows as they stood in the file, with why they were rejected."""
    found = upload(g.session, upload_id)
    if found.rejected_as is None or (not sees_rows(found) and not found.mine):
        raise NotFoundError
    g.crime_previewed = found.approval == "crime_import"
    response = make_response(g.uploads.content(found.rejected_as))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    rejected_rows = gettext("rejected rows")
    name = f"{Path(found.file_name).stem}, {rejected_rows}.csv"
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@blueprint.post("/imports/uploads/<uuid:upload_id>/codes")
@allow("import", "crime_import")
def decide(upload_id: UUID) -> Page:
    """Keep what the file's unknown codes were decided to mean, and have the file checked once more."""
    found = upload(g.session, upload_id)
    page = preview_of(found)
    form = codes_form(page.mappings)

    def keep() -> bool:
        for mapping_id, code in form.decided().items():
            code_queue.decide(g.session, mapping_id, code)
        uploads.check_again(g.session, upload_id)
        return True

    if form.attempt(g.session, keep):
        return redirect(url_for("uploads.show", upload_id=upload_id), 303)
    return _preview(found, page, form.form_errors), form.answer


@blueprint.post("/imports/uploads/<uuid:upload_id>/check")
@allow("import", "crime_import")
def check(upload_id: UUID) -> Page:
    """Have the file checked once more."""
    return _asked(upload_id, lambda: uploads.check_again(g.session, upload_id))


@blueprint.post("/imports/uploads/<uuid:upload_id>/approve")
@allow("import", "crime_import")
def approve(upload_id: UUID) -> Page:
    """Approve the file: it is published, less its rejected rows where that is accepted."""
    form = ApprovalForm()
    if form.seen.data != state_of(upload(g.session, upload_id)):
        flash(gettext("The file has changed since you saw it. Look at it anew before you approve it."))
        return redirect(url_for("uploads.preview", upload_id=upload_id), 303)
    accepted = bool(form.accept_rejected.data)
    return _asked(upload_id, lambda: uploads.approve(g.session, upload_id, accept_rejected=accepted))


@blueprint.post("/imports/uploads/<uuid:upload_id>/discard")
@allow("import", "crime_import")
def discard(upload_id: UUID) -> Page:
    """Forget a file that was never published."""
    uploads.discard(g.session, upload_id)
    g.session.commit()
    flash(gettext("The file is discarded; nothing of it was stored."))
    return redirect(url_for("imports.index"), 303)


def _asked(upload_id: UUID, ask: Callable[[], None]) -> Response:
    ask()
    g.session.commit()
    return redirect(url_for("uploads.show", upload_id=upload_id), 303)


def _away(found: Upload) -> Response:
    """Lead to where the file stands; to its progress while it is being worked on."""
    if found.wanted is not None:
        return redirect(url_for("uploads.show", upload_id=found.id), 303)
    return redirect(step_of(found), 303)


def _preview(found: Upload, page: Preview, problems: list[str] | None = None) -> str:
    return render_template(
        "uploads/preview.html", upload=found, page=page, problems=problems or [], **page.map
    )


def _said_so_far(found: Upload, source: str) -> Said:
    """Return what is said: of another source, only how the file is read still holds."""
    if source == found.source:
        return Said(source, found.settings, found.column_map, found.srid)
    return Said(source, _reading_of(found))


def _read_anew(found: Upload, reading: Mapping[str, str]) -> None:
    """Have the file looked at anew, read as is said now; what was said of its columns holds no longer."""
    settings = {**_reading_of(found), **reading}
    if found.source is not None:
        uploads.say(g.session, found.id, Said(found.source, settings))
    uploads.recognise(g.session, found.id, settings)


def _reading_of(found: Upload) -> dict[str, str]:
    return {name: said for name, said in found.settings.items() if name in READING}
