"""The history of a thing on its page: who, when, from what to what, and the file it first came in."""

import re
from datetime import date

import make
import pytest

from geodata.database import speak_for
from geodata.models import Goal, Initiative


def told(page: str) -> str:
    """Return the words of the history on a page, without its marks."""
    history = re.search(r'<ol class="history">.*?</ol>', page, re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", history).split())


def changed(session, row, by=None, **values):
    """Change a row by someone, as an edit does."""
    speak_for(session, by)
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()
    speak_for(session, None)


@pytest.fixture
def kim(session):
    return make.user(session, role="planner").id


def test_a_place_tells_who_changed_what_from_what_to_what(signed_in, session, kim):
    place = make.place(session)
    changed(session, place, kim, kind="park", reported_on=date(2014, 4, 1))
    words = told(signed_in("planner", language="sv").get(f"/places/{place.id}").text)
    assert "Platstyp: gång- och cykeltunnel → park" in words
    assert "Rapporterad: 2014-03-12 → 2014-04-01" in words
    assert "Kim" in words


def test_a_place_that_moved_says_how_far_and_never_where(signed_in, session, kim):
    place = make.place(session)
    changed(session, place, kim, geom=make.point(62, 50))
    client = signed_in("planner", language="sv")
    assert "Läge: flyttad 12 m" in told(client.get(f"/places/{place.id}").text)
    (change, _new) = client.get(f"/api/places/{place.id}/history").json["changes"]
    assert [field["sentence"] for field in change["fields"] if field["field"] == "geom"] == ["flyttad 12 m"]


def test_a_measure_tells_its_type_s_facts_and_parties_by_name(signed_in, session, kim):
    measure = make.measure(session, parameters={"points": 4})
    party = make.organisation(session, "trafiknamnden")
    changed(
        session, measure, kim, parameters={"points": 9}, responsible_organisation_id=party.id, cost_sek=12000
    )
    client = signed_in("planner", language="en")
    words = told(client.get(f"/measures/{measure.id}").text)
    assert "Light points: 4 pcs → 9 pcs" in words
    assert "Responsible: – → Trafiknamnden" in words
    assert "Cost: – → 12,000" in words


def test_an_initiative_tells_the_changes_of_its_goals(signed_in, session, kim):
    initiative = make.saved(session, Initiative(title="Ljus i tunneln", summary="", ownership="joint"))
    goal = make.saved(session, Goal(initiative=initiative, kind="effect", statement="Fler vågar gå"))
    changed(session, goal, kim, target_value=40.0)
    client = signed_in("planner", language="sv")
    words = told(client.get(f"/initiatives/{initiative.id}").text)
    assert "Mål: Fler vågar gå" in words
    assert "– → 40" in words
    assert (
        client.get(f"/api/initiatives/{initiative.id}/history").json["changes"][0]["about"] == "Fler vågar gå"
    )


def test_an_initiative_out_of_reach_is_not_named_in_a_measure_s_history(signed_in, session, kim):
    here, there = make.area(session), make.area(session, "south", geom=make.square(5_000, 5_000))
    secret = make.saved(
        session, Initiative(title="Hemlig insats", summary="", ownership="joint", area_ids=[there.id])
    )
    measure = make.measure(session)
    changed(session, measure, kim, initiative_id=secret.id)
    page = signed_in("ssp_school", area_ids=(here.id,), language="sv").get(f"/measures/{measure.id}").text
    assert "Hemlig insats" not in page
    assert "Insats: – → …" in told(page)


@pytest.mark.parametrize(("role", "seen"), [("planner", False), ("coordinator", True)])
def test_words_that_were_held_for_review_are_told_to_reviewers_only(signed_in, session, kim, role, seen):
    place = make.place(session, description="", held=True)
    changed(session, place, kim, description="Ring 070-123 45 67")
    reviewer = make.user(session, "rut@demo.example", role="coordinator").id
    changed(session, place, reviewer, description="Mörkt", held=False)
    page = signed_in(role, language="sv").get(f"/places/{place.id}").text
    assert ("070-123 45 67" in page) is seen
    assert "Mörkt" in page


@pytest.mark.parametrize(("role", "linked"), [("planner", False), ("coordinator", True)])
def test_an_imported_place_says_which_file_it_came_in(signed_in, session, role, linked):
    batch = make.batch(session, "places")
    place = make.place(session, batch_id=batch.id)
    page = signed_in(role, language="sv").get(f"/places/{place.id}").text
    assert f"Inläst {date.today().isoformat()} ur Platser" in told(page)  # noqa: DTZ011 - written just now
    assert (f"/imports/{batch.id}" in page) is linked


def test_a_history_out_of_reach_is_a_missing_one(signed_in, session):
    here = make.area(session)
    place = make.place(session, geom=make.point(5_000, 5_000))
    client = signed_in("ssp_school", area_ids=(here.id,))
    assert client.get(f"/api/places/{place.id}/history").status_code == 404
