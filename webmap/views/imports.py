"""What is on its way in, what was brought in, what was turned away, and what codes came to mean."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from geodata import access
from geodata.edits import uploads
from geodata.questions.code_mappings import code_mappings
from geodata.questions.rejections import MOST_REJECTIONS, batch_facts
from geodata.questions.uploads import upload_of_batch, uploads_under_way
from importers import code_queue
from importers.batches import list_batches
from importers.sources import SOURCES, source
from webmap.access import allow
from webmap.upload_forms import codes_form
from webmap.words.sources import column_name

blueprint = Blueprint("imports", __name__)


@blueprint.get("/imports")
@allow("read", "import")
def index() -> str:
    """Show the files on their way in, and every file that was brought in, the newest first."""
    return render_template(
        "imports/index.html",
        uploads=uploads_under_way(g.session),
        batches=list_batches(g.session),
        waiting=len(code_mappings(g.session, waiting_only=True)),
    )


@blueprint.get("/imports/<uuid:batch_id>")
@allow("read", "import")
def show(batch_id: UUID) -> str:
    """Show one file: its counts, its quality figures, and the rows it left out."""
    batch = batch_facts(g.session, batch_id)
    upload = upload_of_batch(g.session, batch_id)
    undoes = access.may(g.asker, "update", _approvals().get(batch.source, ""))
    return render_template(
        "imports/show.html", batch=batch, upload=upload, undoes=undoes, most=MOST_REJECTIONS
    )


@blueprint.post("/imports/<uuid:batch_id>/undo")
@allow("import", "crime_import")
def undo(batch_id: UUID) -> Response:
    """Have what a file brought taken back, and what it replaced restored."""
    approval = source(batch_facts(g.session, batch_id).source).approval
    upload_id = uploads.undo_batch(g.session, batch_id, approval)
    g.session.commit()
    return redirect(url_for("uploads.show", upload_id=upload_id), 303)


@blueprint.route("/imports/codes", methods=["GET", "POST"])
@allow("import", "crime_import")
def codes() -> tuple[str, int] | Response:
    """Show the values of files that no code list knows; keep what they are decided to mean."""
    mappings = code_mappings(g.session)
    form = codes_form(mappings)

    def keep() -> bool:
        before = {mapping.id: mapping.code or "" for mapping in mappings}
        for mapping_id, code in form.all_answers().items():
            if code != before.get(mapping_id):
                code_queue.decide(g.session, mapping_id, code)
        return True

    if form.attempt(g.session, keep):
        flash(gettext("What the codes mean is kept, and holds for every file from now on."))
        return redirect(url_for("imports.codes"), 303)
    page = render_template("imports/codes.html", mappings=mappings, form=form, column=_column_name)
    return page, form.answer


def _column_name(source_code: str, field: str) -> str:
    return column_name(source(source_code), field)


def _approvals() -> dict[str, str]:
    """Return what one must be allowed to update to take a batch back, by source; the demo's is no source."""
    return {known.code: known.approval for known in SOURCES}
