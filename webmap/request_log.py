"""The log: one JSON object per line, one line per request, and nothing in it that names a person.

A line says which route was asked, never its address: addresses hold ids and what people typed. The asker
is a pseudonym, keyed by the installation's secret and new at each sign-in: a coordinator who is told the
reference on an error page can follow that visit, and nobody can tell from the log whose it was. Where a
request came from is not written down; a proxy in front knows, and has its own rules for keeping it.
"""

import hashlib
import hmac
import json
import logging
import time
import traceback
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, request, session

from geodata.errors import SetupError
from geodata.text import Text

logger = logging.getLogger(__name__)

_METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}
_NOT_WRITABLE = Text(
    sv="Loggfilen {path} går inte att skriva: {why}.", en="The log file {path} cannot be written: {why}."
)


class JsonLines(logging.Formatter):
    """Writes a record as one line: what it carries as `line`, else its message; of an error, where it was."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as a JSON object without a line break."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
        }
        carried = getattr(record, "line", None)
        if carried is not None:
            line |= carried
        elif record.exc_info and record.exc_info[0]:
            # Another program's error: its words may hold an address, or what someone typed.
            line |= {"error": record.exc_info[0].__name__, "at": traceback.format_tb(record.exc_info[2])}
        else:
            line["message"] = record.getMessage()
        return json.dumps(line, ensure_ascii=False)


def open_log(path: Path | None) -> None:
    """Send this process's log to the file, which another program may rotate, or to standard error.

    Raises SetupError where the file cannot be written.
    """
    try:
        handler = WatchedFileHandler(path, encoding="utf-8") if path else logging.StreamHandler()
    except OSError as error:
        raise SetupError(_NOT_WRITABLE.format(path=path, why=error.strerror)) from error
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("webmap").setLevel(logging.INFO)


def register(app: Flask) -> None:
    """Write a line for every request; call first, so that it sees each answer as it is sent."""

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def write(response: Response) -> Response:
        logger.info("request", extra={"line": _line(app, response)})
        return response


def log_failure(request_id: str, error: BaseException) -> None:
    """Log where a request failed and by what kind of error.

    Never the error's message, which may hold what someone typed.
    """
    at = traceback.format_tb(error.__traceback__)
    logger.error(
        "request %s failed: %s\n%s",
        request_id,
        type(error).__name__,
        "".join(at),
        extra={"line": {"request": request_id, "error": type(error).__name__, "at": at}},
    )


def _line(app: Flask, response: Response) -> dict[str, Any]:
    asker = g.get("asker")
    began = g.get("began")
    return {
        "request": g.get("request_id"),
        "method": request.method if request.method in _METHODS else "other",
        "route": request.url_rule.rule if request.url_rule else None,
        "endpoint": request.endpoint,
        "status": response.status_code,
        "ms": None if began is None else round((time.perf_counter() - began) * 1000, 1),
        "bytes": response.calculate_content_length(),
        "roles": sorted(asker.roles) if asker else [],
        "asker": pseudonym(app, f"{asker.user_id} {session.get('since')}") if asker else None,
    }


def pseudonym(app: Flask, visit: str) -> str:
    """Return the name of a visit in the log: the same for the same visit, and saying nothing of it."""
    key = str(app.secret_key).encode()
    return hmac.new(key, f"request log {visit}".encode(), hashlib.sha256).hexdigest()[:12]
