"""The pages of places: the list, marking, changing, the next status, and what is near."""

from datetime import date

import make
import pytest
from sqlalchemy import select

from geodata.models import Observation, Place

HERE = {"coordinates": f"{make.NORTH + 50} {make.EAST + 50}", "system": "SWEREF 99 13 30"}
TUNNEL = {
    **HERE,
    "name": "GC-tunnel D3",
    "kind": "underpass",
    "polarity": "unsafe",
    "heard_from": "safety_walk",
    "reported_on": "2016-01-15",
    "description": "Mörkt och ödsligt.",
}


@pytest.fixture
def planner(signed_in):
    return signed_in("planner", language="sv")


def only_place(session) -> Place:
    return session.scalars(select(Place)).one()


def test_a_planner_marks_a_place_by_typed_coordinates(planner, send, session):
    answer = send(planner, "/places/new", {**TUNNEL, "categories": ["poor_lighting", "deserted"]})
    place = only_place(session)
    assert (answer.status_code, answer.location) == (303, f"/places/{place.id}")
    page = planner.get(answer.location).text
    assert "Platsen är sparad." in page
    assert "dålig belysning, ödsligt, folktomt" in page
    assert "SWEREF 99 13 30: 6163050 118050" in page


def test_a_place_without_reasons_has_no_observation(planner, send, session):
    send(planner, "/places/new", TUNNEL)
    assert session.scalars(select(Observation)).all() == []


def test_a_place_belongs_to_the_organisation_of_who_marked_it(planner, send, session):
    send(planner, "/places/new", TUNNEL)
    assert only_place(session).owner_organisation_id is not None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Uppgiften behövs."),
        ({"coordinates": "hej"}, "Koordinaterna gick inte att läsa."),
        ({"system": "SWEREF 99 TM"}, "Som SWEREF 99 13 30 ligger den i staden"),
        ({"reported_on": "2999-01-01"}, "Rapporterad den: dagen har inte kommit än."),
        ({"reported_on": "i går"}, "Skriv dagen som ÅÅÅÅ-MM-DD."),
        ({"kind": "home"}, "Välj något i listan."),
        ({"categories": ["well_lit"]}, "passar inte ihop med upplevelsen otrygg"),
    ],
)
def test_a_refused_place_says_why_and_keeps_what_was_typed(planner, send, session, fields, sentence):
    answer = send(planner, "/places/new", {**TUNNEL, **fields})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Mörkt och ödsligt." in answer.text
    assert session.scalars(select(Place)).all() == []


def test_before_saving_the_page_says_the_areas_and_what_is_near(planner, session):
    make.area(session, "norr", valid_from=date(2013, 7, 1))
    make.place(session, "Gamla tunneln", geom=make.point(80, 50))
    make.place(session, "Långt bort", geom=make.point(900, 50))
    session.commit()
    fragment = planner.get("/places/position", query_string=HERE).text
    assert "Ligger i" in fragment
    assert "stadsområde" in fragment
    assert "<strong>Norr</strong>" in fragment
    assert "Gamla tunneln" in fragment
    assert "30 m" in fragment
    assert "Långt bort" not in fragment


def test_the_position_is_checked_without_a_script_too(planner):
    page = planner.get("/places/new", query_string={"coordinates": "56,0 13,0", "system": "WGS 84"}).text
    assert "ligger punkten utanför Malmö" in page
    assert 'value="56,0 13,0"' in page


def test_the_position_has_a_json_twin(planner):
    known = planner.get("/api/places/position", query_string=HERE).get_json()
    assert known["point"]["northing"] == pytest.approx(make.NORTH + 50)


def test_text_that_people_write_is_never_markup(planner, send, session):
    send(planner, "/places/new", {**TUNNEL, "name": "<b onclick=x>${1}`"})
    page = planner.get(f"/places/{only_place(session).id}").text
    assert "&lt;b onclick=x&gt;" in page
    assert "<b onclick" not in page


def test_the_next_status_is_offered_and_told_in_the_history(planner, send, session):
    place = make.place(session)
    session.commit()
    address = f"/places/{place.id}"
    assert 'value="verified"' in planner.get(address).text
    fields = {"version": 1, "status": "verified", "note": "Sett på vandring."}
    assert send(planner, f"{address}/status", fields).status_code == 303
    page = planner.get(address).text
    assert "rapporterad → <strong>verifierad</strong>" in page
    assert "Sett på vandring." in page


def test_who_read_an_older_version_gets_the_form_back(planner, send, session):
    place = make.place(session)
    place.description = "Nyare."
    session.commit()
    answer = send(planner, f"/places/{place.id}/status", {"version": 1, "status": "verified"})
    assert answer.status_code == 409
    assert "Någon annan har ändrat" in answer.text


def test_a_change_keeps_the_place_where_it_is(planner, send, session):
    place = make.place(session)
    session.commit()
    page = planner.get(f"/places/{place.id}/edit").text
    assert 'value="GC-tunnel D3"' in page
    fields = {**TUNNEL, "coordinates": "", "name": "Tunneln", "reported_on": "2014-03-12", "version": 1}
    assert send(planner, f"/places/{place.id}/edit", fields).status_code == 303
    session.refresh(place)
    assert (place.name, place.area_ids, place.version) == ("Tunneln", [], 2)


def test_the_list_obeys_the_filter_and_says_it(planner, session):
    make.place(session, "Mörka tunneln")
    make.place(session, "Trygga torget", kind="square", polarity="safe", status="active")
    session.commit()
    page = planner.get("/places?polarity=safe").text
    assert "Platser: trygg" in page
    assert "Trygga torget" in page
    assert "Mörka tunneln" not in page
    answer = planner.get("/api/places?polarity=safe").get_json()
    assert [row["name"] for row in answer["places"]["rows"]] == ["Trygga torget"]


def test_an_empty_list_says_what_will_stand_there(planner):
    assert "Ingen plats är märkt än" in planner.get("/places").text
    assert "Ingen plats passar filtret" in planner.get("/places?q=tunnel").text


def test_a_role_that_only_reads_is_offered_no_change(signed_in, session):
    place = make.place(session)
    session.commit()
    client = signed_in("auditor")
    page = client.get(f"/places/{place.id}").text
    assert "/edit" not in page
    assert 'name="status"' not in page
    assert client.get("/places/new").status_code == 403


def test_a_group_of_one_district_sees_and_marks_there_only(signed_in, send, session):
    mine = make.area(session)
    theirs = make.area(session, "south", geom=make.square(100))
    other = make.place(session, "Deras tunnel", geom=make.point(150, 50))
    session.commit()
    client = signed_in("ssp_school", area_ids=(mine.id,), language="sv")
    assert client.get(f"/places/{other.id}").status_code == 404
    outside = {**TUNNEL, "coordinates": f"{make.NORTH + 50} {make.EAST + 150}"}
    answer = send(client, "/places/new", outside)
    assert answer.status_code == 422
    assert "utanför de områden som du arbetar i" in answer.text
    assert send(client, "/places/new", TUNNEL).status_code == 303
    assert theirs.id not in session.scalars(select(Place).where(Place.id != other.id)).one().area_ids
