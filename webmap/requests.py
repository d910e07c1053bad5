"""A request's way in and out: its session, its asker, its admission; rolled back unless a view commits."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, abort, g, redirect, request, url_for
from flask import session as cookie
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.wrappers import Response

from geodata import access
from geodata.city import CityProfile
from geodata.database import speak_for
from geodata.errors import ForbiddenError
from geodata.text import Text
from webmap import sign_in
from webmap.access import Admission, admission_of
from webmap.errors import wants_json
from webmap.settings import MEGABYTE, Settings

_BRINGS_FILES = "brings_files"
_NOT_YOURS = Text(sv="Din roll ger inte rätt till detta.", en="Your role does not allow this.")


def begin(app: Flask, profile: CityProfile) -> None:
    """Give every request what error pages need too, however early they come; call before all other guards."""

    @app.before_request
    def prepare() -> None:
        g.profile = profile
        g.today = datetime.now(profile.zone).date()
        g.nonce = secrets.token_urlsafe(18)
        g.request_id = secrets.token_hex(8)
        g.session = g.asker = None
        g.reach = {}


@dataclass(frozen=True, slots=True)
class Pools:
    """The two logins of the web: everybody's, and the one that only requests of the police use."""

    web: sessionmaker[Session]
    police: sessionmaker[Session]


def register(app: Flask, pools: Pools, settings: Settings) -> None:
    """Give every request `g.session`, `g.asker` and `g.reach`, and let in whom its route admits.

    `g.session` speaks for the asker to the database and is None where the route works without one.
    `g.reach` holds, by entity that the asker reads, the ids of the areas in reach; None for all.
    """

    @app.before_request
    def enter() -> Response | None:
        g.uploads = settings.uploads
        if request.endpoint is None:
            _open(pools, settings)  # the page that says "not found" greets its reader by name
            return None
        admission = admission_of(app, request.endpoint)
        if admission is None:
            abort(404)
        request.max_content_length = largest_body(admission, settings, cookie)
        if admission.database:
            _open(pools, settings)
        answer = _admitted(admission)
        if admission.takes_file and answer is None and not cookie.get(_BRINGS_FILES):
            cookie[_BRINGS_FILES] = True
        return answer

    @app.teardown_request
    def leave(_error: BaseException | None) -> None:
        session = g.pop("session", None)
        if session is not None:
            session.close()  # what no view committed is rolled back


def largest_body(admission: Admission | None, settings: Settings, visit: Mapping[str, Any]) -> int:
    """Return the most bytes of a body that a route takes, from who a cookie alone says is sending it.

    The server asks before it receives a body, and may not ask the database: someone whose visit is over gets
    no further than to a small one, and a file is taken from who was let in where files are brought.
    """
    if admission is None or sign_in.is_over(visit, settings):
        return settings.largest_body
    if admission.takes_file and visit.get(_BRINGS_FILES):
        return settings.uploads.largest + MEGABYTE  # and the form around it
    return admission.largest_body or settings.largest_body


def _open(pools: Pools, settings: Settings) -> None:
    g.session = pools.web()
    claimed = sign_in.claimed_user()
    if claimed is None:
        return
    speak_for(g.session, claimed)  # who is signed in reads their own memberships
    g.asker = sign_in.visitor(g.session, settings, g.today)
    g.session.rollback()
    if g.asker is None:
        speak_for(g.session, None)
        return
    if access.sees_points(g.asker):
        g.session.close()
        g.session = pools.police()
    speak_for(g.session, g.asker.user_id, acting_as=g.asker.acting_as, request_id=g.request_id)
    g.reach = {
        entity: access.reach(g.asker, entity)
        for entity in access.ENTITIES
        if access.may(g.asker, "read", entity)
    }


def _admitted(admission: Admission) -> Response | None:
    """Return None for who may come in, a way to the sign-in page for the unknown; raise for the others."""
    if admission.everyone:
        return None
    if g.asker is None:
        if wants_json() or request.method not in {"GET", "HEAD"}:
            abort(401)
        address = url_for("accounts.sign_in_form", next=request.full_path.rstrip("?"))
        if request.headers.get("HX-Request"):
            return Response(status=401, headers={"HX-Redirect": address})
        return redirect(address)
    if not admission.admits(g.asker):
        raise ForbiddenError(_NOT_YOURS)
    return None
