"""Every route × method × role × (own area, other, missing object), against the answers kept in `golden/`.

A route without a line fails, and so does a line without a route. `--write-golden` writes the lines anew: read
every change of them as what it is, a change of who may do what.
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import make
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from geodata import models
from geodata.access import RIGHTS

GOLDEN = Path(__file__).parent / "golden"
NOBODY = "anonymous"
NOTHING = UUID(int=0)
CASES = ("own", "other", "missing")
FIXED = {
    "z": 14,
    "x": 8784,
    "y": 5133,
    "asked_version": "v",
    "name": "page.css",
    "kind": "stadsomrade",
    "survey": "trygghet",
    "wave": "2014",
    "proposal_key": "none",
    "question": "ute",
}
"""Values of the parts of addresses that name no row of someone's area."""

ROWS = {
    "place_id": "place",
    "measure_id": "measure",
    "initiative_id": "initiative",
    "observation_id": "observation",
    "photo_id": "photo",
    "review_id": "review",
    "batch_id": "batch",
    "upload_id": "upload",
    "user_id": "user",
    "membership_id": "membership",
    "code": "code",
}
"""Parts of addresses that name a row, and what it is a row of."""

QUERIES = {
    "exports.evaluation": "measure={measure}",
    "tiles.show": "layers=places,measures",
    "places.position": "coordinates=55.60,13.00",
    "places.position_facts": "coordinates=55.60,13.00",
}
"""What an address asks for besides; it may name a row."""

TAKEN_OUT = {"purpose": "Möte i styrgruppen", "format": "csv"}
"""What the form of an export must say; other forms are sent empty, and refused for what they lack."""


@dataclass(frozen=True)
class Case:
    """One request of the matrix."""

    line: str
    method: str
    address: str
    form: Mapping[str, str]


@dataclass(frozen=True)
class Stage:
    """A city of two areas, a row of everything in each, and someone of every role bound to the first."""

    rows: dict[str, dict[str, object]]
    people: dict[str, UUID]


@pytest.fixture
def stage(session: Session) -> Stage:
    """Return the city, committed on the test's connection."""
    own, other = (
        make.area(session, code, geom=make.square(east, side=900))
        for code, east in (("own", 0), ("other", 1000))
    )
    people = {
        role: make.user(session, f"{role}@test.example", role=role, area_ids=[own.id]).id for role in RIGHTS
    }
    rows = {
        "own": everything(session, own, 100),
        "other": everything(session, other, 1100),
        "missing": dict.fromkeys(ROWS.values(), NOTHING) | {"code": "nowhere"},
    }
    session.commit()
    return Stage(rows, people)


@pytest.fixture
def sign_in_as(session: Session) -> Callable[[FlaskClient, UUID], None]:
    """Return what signs someone in anew: a test before it may have signed out."""

    def sign_in(client: FlaskClient, user_id: UUID) -> None:
        version = session.scalar(
            text("SELECT credentials_version FROM user_account WHERE id = :id"), {"id": user_id}
        )
        now = int(time.time())
        with client.session_transaction() as cookie:
            cookie |= {"user": str(user_id), "credentials": version, "since": now, "seen": now}

    return sign_in


def everything(session: Session, area: models.Area, east: float) -> dict[str, object]:
    """Return a row of everything in an area."""
    place = make.place(session, geom=make.point(east), held=False)
    measure = make.measure(session, geom=make.point(east), initiative_id=None)
    initiative = make.saved(
        session, models.Initiative(title="Ljus", ownership="joint", area_ids=[area.id], status="ongoing")
    )
    held = make.place(session, "Väntar", geom=make.point(east, 70), held=True)
    review = make.saved(
        session, models.TextReview(table_name="place", row_id=held.id, fields=["name"], findings=[])
    )
    photo = models.Photo(place_id=place.id, image=b"x", thumbnail=b"x", width=1, height=1)
    membership = session.query(models.Membership).first()
    return {
        "place": place.id,
        "measure": measure.id,
        "initiative": initiative.id,
        "observation": make.observation(session, place_id=place.id, geom=make.point(east)).id,
        "photo": make.saved(session, photo).id,
        "review": review.id,
        "batch": make.batch(session).id,
        "upload": make.upload(session).id,
        "user": membership.user_id,
        "membership": membership.id,
        "code": area.code,
    }


def cases(app: Flask, stage: Stage) -> Iterator[Case]:
    """Yield every request: a route that names a row is asked for one's own, another's and none."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        query = QUERIES.get(rule.endpoint, "")
        named = bool(rule.arguments & ROWS.keys()) or "{" in query
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            for case in CASES if named else ("",):
                address = address_of(app, rule, stage.rows[case or "own"])
                asked = query.format(**stage.rows[case or "own"])
                line = f"{method} {rule.rule} {case}".strip()
                form = TAKEN_OUT if rule.endpoint.startswith("exports.") else {}
                yield Case(line, method, f"{address}?{asked}" if asked else address, form)


def address_of(app: Flask, rule: Rule, rows: dict[str, object]) -> str:
    """Return the address of a route; fails for a part that is neither fixed nor a row's."""
    parts = {part: rows[ROWS[part]] if part in ROWS else FIXED[part] for part in rule.arguments}
    with app.test_request_context():
        return app.url_for(rule.endpoint, **parts)


def answered(client: FlaskClient, connection: Connection, case: Case, token: str) -> tuple[int, str]:
    """Return the status and the page of a request, and undo what it did."""
    with connection.begin_nested() as asking:
        sent = None if case.method == "GET" else {"csrf_token": token, **case.form}
        with client.open(case.address, method=case.method, data=sent) as answer:
            body = answer.text if answer.mimetype in {"text/html", "application/json"} else ""
        asking.rollback()
    return answer.status_code, body


@pytest.fixture
def answers(app, stage: Stage, connection: Connection, sign_in_as, role: str) -> dict[str, tuple[int, str]]:
    """Return what a role is answered: status and bare page by line."""
    found = {}
    with app.test_client() as client:
        if role != NOBODY:
            sign_in_as(client, stage.people[role])
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/nowhere").text)[1]
        cookie = client.get_cookie("tryggkarta").value
        for case in cases(app, stage):
            client.set_cookie("tryggkarta", cookie)  # the case before may have signed out
            found[case.line] = answered(client, connection, case, token)
    return found


@pytest.mark.parametrize("role", [NOBODY, *RIGHTS])
def test_every_route_answers_as_it_is_kept(answers, role: str, write_golden: bool):
    lines = [f"{line} -> {status}" for line, (status, _body) in answers.items()]
    kept = GOLDEN / f"{role}.txt"
    if write_golden:
        kept.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == kept.read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if line.endswith("-> 500")]
    for line, (status, body) in answers.items():
        if line.endswith(" other") and status == 404:
            missing = answers[line.removesuffix("other") + "missing"]
            assert (status, bare(body)) == (missing[0], bare(missing[1])), line


def bare(body: str) -> str:
    """Return a page without what differs between any two answers: tokens, ids, addresses."""
    return re.sub(
        r"[0-9a-f]{8}-[0-9a-f-]{27}|[\w.-]{40,}|nonce=\S+|[0-9a-f]{16}|own\b|other\b|nowhere\b", "", body
    )


def test_the_golden_lines_are_those_of_the_roles():
    assert {file.stem for file in GOLDEN.glob("*.txt")} == {NOBODY, *RIGHTS}
