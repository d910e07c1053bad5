"""Notices of the police: what they publish about single events in the city."""

from dataclasses import dataclass

from flask import Blueprint, g, jsonify, render_template, request
from werkzeug.wrappers import Response

from geodata.codes import NOTICE_KINDS
from geodata.questions.police_notices import police_notices
from webmap.access import allow_signed_in
from webmap.forms.form import choices_of
from webmap.language import language
from webmap.plain import plain

blueprint = Blueprint("police_notices", __name__)


@dataclass(frozen=True, slots=True)
class AskedNotices:
    """What the address asks: a kind of notices ("" for all), and the page."""

    kind: str
    page: int

    @property
    def query(self) -> dict[str, str]:
        """Return the question as an address, without the page."""
        return {"kind": self.kind} if self.kind else {}


@blueprint.get("/police-notices")
@allow_signed_in
def index() -> str:
    """Show the notices that the address asks for, the last published first."""
    asked = _asked()
    found = police_notices(g.session, kind=asked.kind or None, page=asked.page)
    return render_template(
        "police_notices/index.html", asked=asked, found=found, kinds=choices_of(NOTICE_KINDS)
    )


@blueprint.get("/api/police-notices")
@allow_signed_in
def listed() -> Response:
    """Answer the same list as JSON."""
    asked = _asked()
    found = police_notices(g.session, kind=asked.kind or None, page=asked.page)
    return jsonify(plain({"kind": asked.kind, "page": asked.page, "notices": found}, language()))


def _asked() -> AskedNotices:
    kind = request.args.get("kind", "")
    return AskedNotices(
        NOTICE_KINDS[kind].code if kind else "", max(1, request.args.get("page", 1, type=int))
    )
