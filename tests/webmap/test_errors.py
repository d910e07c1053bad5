import logging
import re
from uuid import uuid4

import pytest
from sqlalchemy import text

from geodata import errors
from geodata.database import open_engine, open_sessions
from geodata.text import Text
from webmap.access import allow_everyone
from webmap.app import create_app
from webmap.errors import STATUS, status_of

REASON = Text(sv="Så här kan det inte vara.", en="This cannot be so.")


def all_refusals(kind=errors.RefusedError):
    ours = [sub for sub in kind.__subclasses__() if sub.__module__ == errors.__name__]
    return {kind}.union(*(all_refusals(sub) for sub in ours))


@pytest.mark.parametrize("kind", sorted(all_refusals(), key=lambda kind: kind.__name__))
def test_every_refusal_stands_in_the_table_before_its_parent(kind):
    order = list(STATUS)
    nearest = next(parent for parent in kind.__mro__ if parent in STATUS)
    assert status_of(kind(REASON)) == STATUS[nearest]
    assert order.index(nearest) <= order.index(errors.RefusedError)


@pytest.fixture
def raising(own_app):
    """Return a client of an application whose /raise raises what it is told to."""
    told = {}

    @own_app.get("/raise")
    @own_app.get("/api/raise", endpoint="raise_for_programs")
    @allow_everyone
    def fail():
        raise told["error"]

    client = own_app.test_client()
    client.will_raise = lambda error: told.update(error=error)
    return client


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.NotFoundError(REASON), 404),
        (errors.ForbiddenError(REASON), 403),
        (errors.InvalidError(REASON, field="name"), 422),
        (errors.ConflictError(REASON), 409),
        (errors.DisclosureError(REASON), 409),
        (errors.NotEstimableError(REASON), 422),
        (errors.SetupError(REASON), 503),
    ],
)
def test_a_refusal_is_a_page_to_people_and_json_to_programs(raising, error, status):
    raising.will_raise(error)
    page, document = raising.get("/raise"), raising.get("/api/raise")
    assert (page.status_code, document.status_code) == (status, status)
    assert REASON.sv in page.text
    assert document.json["error"]["message"] == REASON.sv
    assert document.json["error"]["field"] == getattr(error, "field", None)


def test_a_refusal_speaks_the_readers_language(raising):
    raising.will_raise(errors.ConflictError(REASON))
    assert REASON.en in raising.get("/raise", headers={"Accept-Language": "en-GB"}).text


def test_the_panel_gets_the_error_without_the_frame(raising):
    raising.will_raise(errors.NotFoundError())
    answer = raising.get("/raise", headers={"HX-Request": "true"})
    assert answer.status_code == 404
    assert "<html" not in answer.text
    assert 'role="alert"' in answer.text


def test_an_unknown_error_is_logged_with_its_request_and_without_what_was_typed(raising, caplog):
    raising.will_raise(ValueError("Anna Andersson, 070-123 45 67"))
    with caplog.at_level(logging.ERROR):
        answer = raising.get("/raise")
    assert answer.status_code == 500
    assert "Anna" not in answer.text + caplog.text
    assert "ValueError" in caplog.text
    assert re.search(rf"request {answer.headers['X-Request-Id']} failed", caplog.text)
    assert answer.headers["X-Request-Id"] in answer.text


def test_a_wrong_method_says_which_are_right(client):
    answer = client.put("/sign-in")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_a_page_that_does_not_exist_greets_its_reader(signed_in):
    answer = signed_in().get("/nowhere")
    assert answer.status_code == 404
    assert "Planner" in answer.text


def test_liveness_needs_no_database_and_readiness_says_the_migration(client):
    assert client.get("/healthz").json == {"status": "ok"}
    assert re.fullmatch(r"\d{4}", client.get("/readyz").json["migration"])


def test_an_old_database_is_not_ready(client, session):
    session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    session.commit()
    answer = client.get("/readyz", headers={"Accept": "application/json"})
    assert answer.status_code == 503
    assert "0001" in answer.json["error"]["message"]


def test_a_database_that_does_not_answer_is_said_so(malmo):
    gone = open_sessions(open_engine("postgresql+psycopg2://nobody@/none?host=/nowhere"))
    client = create_app(gone, malmo, secret_key="k").test_client()
    with client.session_transaction() as cookie:
        cookie |= {"user": str(uuid4()), "credentials": 1, "since": 2**40, "seen": 2**40}
    assert client.get("/").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_a_database_that_is_away_is_said_to_be_away(malmo, tmp_path):
    engine = open_engine(f"postgresql+psycopg2://nobody@/none?host={tmp_path}")
    client = create_app(open_sessions(engine), malmo, secret_key="a key for tests").test_client()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz", headers={"Accept": "application/json", "Accept-Language": "en"})
    assert (answer.status_code, "does not answer" in answer.json["error"]["message"]) == (503, True)
