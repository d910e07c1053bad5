"""Figures to compare with: what others publish about municipalities, counties and the nation."""

from flask import Blueprint, g, jsonify, render_template
from werkzeug.wrappers import Response

from geodata.questions.reference_figures import reference_tables
from webmap.access import allow_signed_in
from webmap.language import language
from webmap.plain import plain

blueprint = Blueprint("reference_figures", __name__)


@blueprint.get("/reference-figures")
@allow_signed_in
def index() -> str:
    """Show every published indicator as a table of areas by years."""
    return render_template("reference_figures/index.html", tables=reference_tables(g.session))


@blueprint.get("/api/reference-figures")
@allow_signed_in
def listed() -> Response:
    """Answer the same tables as JSON."""
    return jsonify(plain({"tables": reference_tables(g.session)}, language()))
