import json
import math

import pytest
from flask import request

from webmap.access import allow_without_database
from webmap.reading import DEEPEST


@pytest.mark.parametrize("address", ["/sign-in?q=%00", "/areas/%00/x", "/sign-in?%00=1", "/%00"])
def test_an_address_with_a_nul_is_refused(client, address):
    assert client.get(address).status_code == 400


def test_an_address_that_is_no_utf8_is_refused_by_a_page(client):
    answer = client.get("/sign-in", environ_overrides={"QUERY_STRING": "q=\xff\xfe"})
    assert answer.status_code == 400
    assert "<h1>" in answer.text


def test_percent_signs_that_are_no_utf8_are_read_as_they_stand(client):
    assert client.get("/sign-in?next=%ff%fe").status_code == 200


@pytest.mark.parametrize("fields", [{"language": "s\0v"}, {"lan\0guage": "sv"}])
def test_a_form_with_a_nul_is_refused(client, send, fields):
    assert send(client, "/language", fields).status_code == 400


@pytest.fixture
def told(own_app):
    """Return a sender of JSON to a route that answers what it has read."""
    own_app.config["WTF_CSRF_ENABLED"] = False

    @own_app.post("/api/told")
    @allow_without_database
    def tell():
        return {"read": request.get_json()}

    client = own_app.test_client()
    return lambda body: client.post("/api/told", data=body, content_type="application/json")


def nested(levels: int) -> str:
    return "[" * levels + "]" * levels


def test_json_within_bounds_is_read(told):
    assert told('{"name": "Åkeri", "n": [1, 2.5, null]}').json["read"]["name"] == "Åkeri"
    assert told(nested(DEEPEST)).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        nested(DEEPEST + 1),
        "[" * 100_000,
        '{"x": NaN}',
        '{"x": 1e400}',
        json.dumps({"x": -math.inf}),
        '{"x": "a\\u0000b"}',
        '{"x\\ud800": 1}',
        '{"x": ',
        "",
        b"\xff\xfe",
        "9" * 5000,
    ],
    ids=lambda body: repr(body)[:20],
)
def test_json_out_of_bounds_is_refused_in_the_one_shape(told, body):
    answer = told(body)
    assert answer.status_code == 400
    assert set(answer.json["error"]) == {"status", "message", "field", "request_id"}


def test_json_without_a_token_changes_nothing(client):
    answer = client.post("/language", json={"language": "en"}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["error"]["status"]) == (400, 400)
