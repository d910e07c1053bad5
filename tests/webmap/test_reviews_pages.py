"""Texts that seem to tell of a person: refused with the place marked, held, and reviewed."""

import make
import pytest
from sqlalchemy import select

from geodata.models import ChangeHistory, Place, TextReview

NUMBER = "811218-9876"
TUNNEL = {
    "coordinates": f"{make.NORTH + 50} {make.EAST + 50}",
    "system": "SWEREF 99 13 30",
    "name": "GC-tunnel D3",
    "kind": "underpass",
    "polarity": "unsafe",
    "heard_from": "safety_walk",
    "reported_on": "2016-01-15",
    "description": f"Mörkt. Ärende {NUMBER} hos staden.",
}
ANYWAY = {**TUNNEL, "not_personal": "1"}


@pytest.fixture
def planner(app, signed_in):
    return signed_in("planner", on=app.test_client(), language="sv")


@pytest.fixture
def held(planner, send, session) -> Place:
    """Return a place that a planner sent to review."""
    send(planner, "/places/new", ANYWAY)
    return session.scalars(select(Place)).one()


@pytest.fixture
def coordinator(held, app, signed_in):
    return signed_in("coordinator", on=app.test_client(), language="sv")


def review(session) -> TextReview:
    session.expire_all()
    return session.scalars(select(TextReview)).one()


def test_a_refused_text_is_marked_and_named_in_words(planner, send, session):
    answer = send(planner, "/places/new", TUNNEL)
    assert answer.status_code == 422
    assert f"<mark>{NUMBER}</mark>" in answer.text
    assert "Beskrivning: Det ser ut som ett personnummer." in answer.text
    assert 'name="not_personal"' in answer.text
    assert session.scalars(select(Place)).all() == []


def test_a_clean_form_offers_no_way_round(planner):
    assert "not_personal" not in planner.get("/places/new").text


def test_the_refusal_speaks_english_too(signed_in, send):
    answer = send(signed_in("planner", language="en"), "/places/new", TUNNEL)
    assert "Description: This looks like a personal identity number." in answer.text


def test_a_place_that_waits_is_seen_by_its_author_and_says_so(planner, held):
    page = planner.get(f"/places/{held.id}").text
    assert "väntar på samordnaren" in page
    assert "Tills samordnaren har läst" in page


def test_a_place_that_waits_is_hidden_from_others(held, app, signed_in):
    auditor = signed_in("auditor", on=app.test_client())
    assert auditor.get(f"/places/{held.id}").status_code == 404
    assert "GC-tunnel D3" not in auditor.get("/places").text


def test_the_coordinator_is_told_how_many_wait(coordinator):
    page = coordinator.get("/places").text
    assert '<span class="waiting">1</span>' in page
    assert 'href="/reviews"' in page


def test_the_list_shows_the_texts_with_what_was_found(coordinator):
    page = coordinator.get("/reviews").text
    assert f"<mark>{NUMBER}</mark>" in page
    assert "GC-tunnel D3" in page
    assert "Planner" in page


def test_the_list_has_a_json_twin(coordinator):
    (waiting,) = coordinator.get("/api/reviews").get_json()["reviews"]
    assert waiting["name"] == "GC-tunnel D3"
    assert waiting["texts"][0]["pieces"][1] == {
        "text": NUMBER,
        "kind": {
            "code": "personal_number",
            "name": "ett personnummer",
            "advice": waiting["texts"][0]["pieces"][1]["kind"]["advice"],
        },
    }


@pytest.mark.parametrize("role", ["planner", "auditor", "ssp_police", "administrator"])
def test_only_coordinators_review(signed_in, send, role):
    client = signed_in(role, email="other@test.example")
    assert client.get("/reviews").status_code == 403
    assert 'href="/reviews"' not in client.get("/").text


def test_a_released_place_is_seen_by_all_again(coordinator, planner, send, session, held):
    assert send(coordinator, f"/reviews/{review(session).id}/release", {}).status_code == 303
    session.refresh(held)
    assert (held.held, review(session).decision) == (False, "released")
    assert review(session).decided_by is not None
    assert "Inget väntar på granskning." in coordinator.get("/reviews").text


def test_redacted_texts_take_the_place_of_the_former(coordinator, send, session, held):
    page = coordinator.get(f"/reviews/{review(session).id}").text
    assert NUMBER in page
    fields = {"text_0": "Mörkt."}
    assert send(coordinator, f"/reviews/{review(session).id}/redact", fields).status_code == 303
    session.expire_all()
    assert (held.held, held.description) == (False, "Mörkt.")
    told = [str(change.before) + str(change.after) for change in session.scalars(select(ChangeHistory))]
    assert not any(NUMBER in change for change in told)


def test_a_redaction_that_still_tells_of_a_person_is_refused(coordinator, send, session, held):
    fields = {"text_0": "Ring 070-123 45 67"}
    answer = send(coordinator, f"/reviews/{review(session).id}/redact", fields)
    assert answer.status_code == 422
    assert "<mark>070-123 45 67</mark>" in answer.text
    assert "Det som fortfarande är markerat är inga personuppgifter" in answer.text
    session.expire_all()
    assert held.held


def test_a_rejected_new_place_stays_hidden_without_its_text(coordinator, send, session, held):
    send(coordinator, f"/reviews/{review(session).id}/reject", {})
    session.expire_all()
    assert (held.held, held.description) == (True, "")


def test_a_review_that_is_decided_is_gone(coordinator, send, session):
    asked = review(session).id
    send(coordinator, f"/reviews/{asked}/release", {})
    assert coordinator.get(f"/reviews/{asked}").status_code == 404
    assert send(coordinator, f"/reviews/{asked}/reject", {}).status_code == 409


def test_a_note_of_a_status_is_held_with_its_place(planner, send, session):
    send(planner, "/places/new", {**TUNNEL, "description": "Mörkt."})
    place = session.scalars(select(Place)).one()
    fields = {"version": 1, "status": "verified", "note": "Ring 070-123 45 67."}
    answer = send(planner, f"/places/{place.id}/status", fields)
    assert answer.status_code == 422
    assert "<mark>070-123 45 67</mark>" in answer.text
    assert send(planner, f"/places/{place.id}/status", {**fields, "not_personal": "1"}).status_code == 303
    session.expire_all()
    assert (place.held, place.status, review(session).fields) == (True, "verified", ["change_note"])


def test_a_measures_parameter_is_marked_beside_its_field(planner, send, session):
    place = make.place(session)
    session.commit()
    fields = {"name": "Tillsyn", "parameter_visits": "2", "parameter_subject": "Bilen ABC 123"}
    answer = send(planner, f"/measures/new?type=TILL&place={place.id}", fields)
    assert answer.status_code == 422
    assert "<mark>ABC 123</mark>" in answer.text
