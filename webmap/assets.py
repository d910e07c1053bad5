"""Our own style sheets, modules and images, under an address that changes with their content."""

import hashlib
from pathlib import Path

from flask import Flask, Response, abort, send_from_directory

from webmap.access import allow_without_database

FOLDER = Path(__file__).parent / "static"


def content_version(folder: Path = FOLDER) -> str:
    """Return a short hash over the names and contents of all files below `folder`."""
    found = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()[:12]


def register(app: Flask) -> None:
    """Serve `webmap/static` below /static/<version>/; modules that import each other keep the version."""
    version = content_version()
    app.jinja_env.globals["asset"] = lambda name: f"/static/{version}/{name}"

    @app.get("/static/<asked_version>/<path:name>")
    @allow_without_database
    def static(asked_version: str, name: str) -> Response:
        # An old version's page gets no new file under its old address: it would be kept for good.
        if asked_version != version:
            abort(404)
        response = send_from_directory(FOLDER, name)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    @app.get("/favicon.ico")
    @allow_without_database
    def favicon() -> Response:
        # Browsers ask for it on answers that are no page of ours, such as JSON.
        return send_from_directory(FOLDER, "mark.svg")
