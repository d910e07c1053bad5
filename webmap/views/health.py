"""Whether the process lives, and whether it is ready for visitors."""

from flask import Blueprint, Response, g, jsonify

from geodata.questions import migration
from webmap.access import allow_everyone, allow_without_database

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@allow_without_database
def healthz() -> Response:
    """Answer that the process lives."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@allow_everyone
def readyz() -> Response:
    """Answer that the database answers and stands at the newest migration."""
    return jsonify(status="ok", migration=migration.check_newest(g.session))
