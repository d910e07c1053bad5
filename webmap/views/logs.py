"""The logs: who read what is sensitive, who took files out, who changed what; what retention removed."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, jsonify, render_template, request
from werkzeug.wrappers import Response

from geodata.errors import InvalidError
from geodata.filters import Filter
from geodata.questions.asking import Page
from geodata.questions.logs import change_lines, export_lines, read_lines
from geodata.questions.retention_runs import retention_runs
from geodata.text import Text
from webmap.access import allow
from webmap.language import language
from webmap.plain import plain
from webmap.words.logs import KINDS, LOGS, asked_name, field_names, line_name

blueprint = Blueprint("logs", __name__)
blueprint.add_app_template_filter(line_name)
blueprint.add_app_template_filter(field_names)
blueprint.add_app_template_filter(asked_name)

_QUESTIONS = {"reads": read_lines, "exports": export_lines, "changes": change_lines}
_UNNARROWED = "retention"
_NO_SUCH_LOG = Text("Det finns ingen sådan logg.", "There is no such log.")


@dataclass(frozen=True, slots=True)
class AskedLog:
    """What the address asks: which log, a kind of its lines ("" for all), days, the page."""

    log: str
    kind: str
    chosen: Filter
    page: int

    @property
    def query(self) -> dict[str, str]:
        """Return the question as an address, without the page."""
        given = {"log": self.log, "kind": self.kind}
        days = {name: value for name, value in self.chosen.to_query().items() if name in {"from", "to"}}
        return {name: value for name, value in given.items() if value} | days


@blueprint.get("/logs")
@allow("read", "log")
def index() -> str:
    """Show one of the logs, the newest lines first."""
    asked = _asked()
    return render_template(
        "logs/index.html",
        asked=asked,
        found=_found(asked),
        logs=LOGS,
        kinds=KINDS,
        narrows=asked.log != _UNNARROWED,
    )


@blueprint.get("/api/logs")
@allow("read", "log")
def listed() -> Response:
    """Answer the same lines as JSON."""
    asked = _asked()
    return jsonify(plain({"log": asked.log, "page": asked.page, "lines": _found(asked)}, language()))


def _asked() -> AskedLog:
    log = request.args.get("log", "reads")
    if log not in LOGS:
        raise InvalidError(_NO_SUCH_LOG, field="log")
    given = {name: request.args.getlist(name) for name in ("from", "to")}
    kind = request.args.get("kind", "")
    return AskedLog(
        log=log,
        kind=kind if kind in KINDS[log] else "",
        chosen=Filter.from_query(given),
        page=max(1, request.args.get("page", 1, type=int)),
    )


def _found(asked: AskedLog) -> Page[Any]:
    if asked.log == _UNNARROWED:
        return retention_runs(g.session, page=asked.page)
    return _QUESTIONS[asked.log](
        g.session, period=asked.chosen.period, kind=asked.kind or None, page=asked.page
    )
