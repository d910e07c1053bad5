"""The one table that says which error is which status, and the two shapes an error is answered in."""

import logging
from urllib.parse import urlsplit

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_babel import gettext, lazy_gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from geodata.errors import (
    ConflictError,
    DisclosureError,
    ForbiddenError,
    InvalidError,
    NotEstimableError,
    NotFoundError,
    RefusedError,
    SetupError,
)
from webmap.language import words
from webmap.request_log import log_failure

logger = logging.getLogger(__name__)

# The first class that fits decides.
STATUS: dict[type[RefusedError], int] = {
    NotFoundError: 404,
    ForbiddenError: 403,
    InvalidError: 422,
    ConflictError: 409,
    DisclosureError: 409,  # nothing is wrong with what was asked: it cannot stand beside what is shown
    NotEstimableError: 422,
    SetupError: 503,
    RefusedError: 400,
}

SENTENCES = {
    400: lazy_gettext("The request could not be understood."),
    401: lazy_gettext("Sign in first."),
    403: lazy_gettext("Your role does not allow this."),
    404: lazy_gettext("There is no such page, or it is not for you to see."),
    405: lazy_gettext("This address cannot be used in that way."),
    408: lazy_gettext("The request took too long to arrive. Nothing was stored."),
    413: lazy_gettext("What was sent is too large. Nothing was stored."),
    414: lazy_gettext("The address is too long."),
    415: lazy_gettext("What was sent has the wrong format. Nothing was stored."),
    428: lazy_gettext("Say which version you have changed: load the page again."),
    429: lazy_gettext("Too many attempts. Wait a few minutes and try again."),
    431: lazy_gettext("The request says too much about itself: its headers are too long."),
    500: lazy_gettext("Something went wrong here, not with you. Nothing was stored; try again in a while."),
    501: lazy_gettext("This server does not know that way of asking."),
    503: lazy_gettext("The database does not answer. Nothing was stored; try again in a while."),
}


def status_of(error: RefusedError) -> int:
    """Return the HTTP status of a refusal."""
    return next(status for kind, status in STATUS.items() if isinstance(error, kind))


def register(app: Flask) -> None:
    """Answer every error of `app` in one of the two shapes."""
    app.register_error_handler(RefusedError, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(SecurityError, _strange_host)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(InterfaceError, _database_away)
    app.register_error_handler(Exception, _unknown)


def answer(status: int, message: str, *, field: str | None = None) -> Response:
    """Return the error as JSON to programs, as a fragment to htmx, as a page to people."""
    request_id = getattr(g, "request_id", "")
    if wants_json():
        content = {"status": status, "message": message, "field": field, "request_id": request_id}
        response = jsonify(error=content)
    else:
        template = "parts/error.html" if request.headers.get("HX-Request") else "error.html"
        response = make_response(
            render_template(
                template, status=status, message=message, request_id=request_id, onward=_page_of_request()
            )
        )
    response.status_code = status
    return response


def _page_of_request() -> str:
    """Return the page to go on with after signing in: the one asked for, else the one it was asked from."""
    if request.url_rule is not None and "GET" in (request.url_rule.methods or ()):
        return request.path
    try:
        asked_from = urlsplit(request.referrer or "")
    except ValueError:  # what no browser sends
        return "/"
    return asked_from.path if asked_from.netloc == request.host else "/"


def wants_json() -> bool:
    """Return whether the asker is a program: an address of the API or the tiles, or a wish for JSON."""
    if request.path.startswith(("/api/", "/tiles/")):
        return True
    accepted = request.accept_mimetypes
    return accepted.best_match(["text/html", "application/json"]) == "application/json"


def _refused(error: RefusedError) -> Response:
    return answer(status_of(error), words(error.reason), field=getattr(error, "field", None))


def _stale_form(_error: CSRFError) -> Response:
    return answer(400, gettext("The form has grown too old. Load the page again and send it once more."))


def _strange_host(_error: SecurityError) -> Response:
    # Under a name that is not ours no page can be made: its links would lead to that name.
    return Response("This server does not answer to that name.\n", 400, mimetype="text/plain")


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None or status < 400:
        return make_response(error.get_response())
    response = answer(status, str(SENTENCES.get(status, SENTENCES[400 if status < 500 else 500])))
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value
    return response


def _database_away(error: OperationalError | InterfaceError) -> Response:
    kind = type(error.orig).__name__
    logger.error(
        "request %s: the database does not answer: %s",
        _request_id(),
        kind,
        extra={"line": {"request": _request_id(), "error": kind}},
    )
    if g.get("session") is not None:
        g.session.close()
        g.session = None  # the error's page must not ask it again
    return answer(503, str(SENTENCES[503]))


def _unknown(error: Exception) -> Response:
    log_failure(_request_id(), error)
    if g.get("session") is not None:
        g.session.rollback()
    return answer(500, str(SENTENCES[500]))


def _request_id() -> str:
    return str(getattr(g, "request_id", "-"))
