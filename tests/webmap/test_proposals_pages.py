"""The pages of proposed places: the list, making one, joining one, turning one down."""

import make
import pytest
from sqlalchemy import func, select

from geodata.models import DismissedMark, Observation, Place

TUNNEL = {"name": "GC-tunnel D3", "kind": "underpass"}


@pytest.fixture
def marks(session):
    told = {"heard_from": "survey", "categories": ["poor_lighting"]}
    return [make.observation(session, geom=make.point(500 + n * 5, 500), **told) for n in range(6)]


@pytest.fixture
def planner(signed_in):
    return signed_in("planner", language="sv")


def key_of(client) -> str:
    return client.get("/api/places/proposed").get_json()["proposals"][0]["key"]


def test_the_list_tells_how_many_marks_say_what(planner, marks):
    page = planner.get("/places/proposed").text
    assert "Föreslagna platser" in page
    assert "dålig belysning" in page
    assert 'id="findings"' in page


def test_without_marks_the_page_says_so(planner):
    assert "Ingen plats är föreslagen" in planner.get("/places/proposed").text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [("least=2", "minst 5 markeringar"), ("metres=9999", "mellan 10 och 500"), ("metres=x", "helt tal")],
)
def test_what_would_tell_too_much_is_refused(planner, marks, query, sentence):
    answer = planner.get(f"/places/proposed?{query}")
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_planner_makes_a_place_of_a_proposal(planner, send, session, marks):
    address = f"/places/proposed/{key_of(planner)}"
    assert "En ny plats" in planner.get(address).text
    answer = send(planner, address, TUNNEL)
    place = session.scalars(select(Place)).one()
    assert (answer.status_code, answer.location) == (303, f"/places/{place.id}")
    linked = session.scalar(select(func.count()).where(Observation.place_id == place.id))
    assert linked == 6


def test_a_place_without_a_name_is_not_made(planner, send, session, marks):
    answer = send(planner, f"/places/proposed/{key_of(planner)}", TUNNEL | {"name": ""})
    assert answer.status_code == 422
    assert session.scalars(select(Place)).all() == []


def test_marks_join_the_place_beside_them(planner, send, session, marks):
    place = make.place(session, geom=make.point(520, 500))
    answer = send(planner, f"/places/proposed/{key_of(planner)}/join", {})
    assert (answer.status_code, answer.location) == (303, f"/places/{place.id}")


def test_a_proposal_turned_down_is_gone(planner, send, session, marks):
    send(planner, f"/places/proposed/{key_of(planner)}/dismiss", {})
    assert session.scalar(select(func.count()).select_from(DismissedMark)) == 6
    assert planner.get("/api/places/proposed").get_json()["proposals"] == []


def test_a_proposal_that_changed_meanwhile_is_no_longer_there(planner, send, session, marks):
    key = key_of(planner)
    make.observation(session, geom=make.point(500, 501), heard_from="survey", categories=["poor_lighting"])
    assert send(planner, f"/places/proposed/{key}", TUNNEL).status_code == 404


def test_those_who_may_not_change_observations_see_the_list_only(signed_in, session, marks):
    client = signed_in("police_analyst")
    assert client.get("/places/proposed").status_code == 200
    assert client.get(f"/places/proposed/{key_of(client)}").status_code in {403, 404}
