"""What was brought in from files, and what was turned away."""

from uuid import UUID

from flask import Blueprint, g, render_template

from geodata.questions.rejections import MOST_REJECTIONS, batch_facts
from importers.batches import list_batches
from importers.sources import SOURCES
from webmap.access import allow

blueprint = Blueprint("imports", __name__)


@blueprint.get("/imports")
@allow("read", "import")
def index() -> str:
    """Show every file that was brought in, the newest first."""
    return render_template("imports/index.html", batches=list_batches(g.session), names=_names())


@blueprint.get("/imports/<uuid:batch_id>")
@allow("read", "import")
def show(batch_id: UUID) -> str:
    """Show one file: its counts, its quality figures, and the rows it left out."""
    batch = batch_facts(g.session, batch_id)
    return render_template("imports/show.html", batch=batch, names=_names(), most=MOST_REJECTIONS)


def _names() -> dict[str, object]:
    return {source.code: source.name for source in SOURCES}
