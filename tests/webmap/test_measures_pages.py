"""The pages of measures: the type's own questions, days, status, and the way to the evaluation."""

import make
import pytest
from sqlalchemy import select

from geodata.models import Measure

LIGHT = {"name": "Nya armaturer", "parameter_points": "6", "started_on": "2016-03-01"}


@pytest.fixture
def planner(signed_in):
    return signed_in("planner", language="sv")


@pytest.fixture
def place(session):
    place = make.place(session)
    session.commit()
    return place


def only_measure(session) -> Measure:
    return session.scalars(select(Measure)).one()


def test_the_type_decides_what_is_asked(planner, place):
    choice = planner.get(f"/measures/new?place={place.id}").text
    assert "Vid GC-tunnel D3." in choice
    assert '<option value="FART_PLATA">' in choice
    light = planner.get(f"/measures/new?place={place.id}&type=BEL_NY").text
    hump = planner.get(f"/measures/new?place={place.id}&type=FART_PLATA").text
    assert "Antal ljuspunkter" in light
    assert "Antal ljuspunkter" not in hump
    assert "85-percentil av hastigheten före" in hump


def test_a_planner_attaches_lighting_with_its_days(planner, send, session, place):
    fields = {**LIGHT, "parameter_height_m": "4,5", "cost_sek": "250 000", "parameter_lighting_class": "p3"}
    answer = send(planner, f"/measures/new?type=BEL_NY&place={place.id}", fields)
    measure = only_measure(session)
    assert (answer.status_code, answer.location) == (303, f"/measures/{measure.id}")
    assert measure.parameters == {"points": 6, "height_m": 4.5, "lighting_class": "p3"}
    page = planner.get(answer.location).text
    assert "4,5 m" in page
    assert "GC-tunnel D3" in page
    assert f"/measures/{measure.id}/evaluation" in page


def test_a_temporary_hump_says_so_in_its_parameters_too(planner, send, session, place):
    fields = {
        "name": "Platågupp",
        "parameter_count": "2",
        "planned_start": "2016-03-01",
        "ended_on": "2027-01-01",
        "temporary": "1",
    }
    answer = send(planner, f"/measures/new?type=FART_PLATA&place={place.id}", fields)
    assert answer.status_code == 422
    assert "högst 18 månader efter starten" in answer.text
    send(planner, f"/measures/new?type=FART_PLATA&place={place.id}", {**fields, "ended_on": "2017-09-01"})
    assert session.scalars(select(Measure)).all() == []  # its end has come, and it never started
    fields |= {"started_on": "2016-03-01", "ended_on": "2017-09-01"}
    send(planner, f"/measures/new?type=FART_PLATA&place={place.id}", fields)
    assert only_measure(session).parameters == {"count": 2, "temporary": True}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"parameter_points": ""}, "Uppgiften behövs."),
        ({"parameter_points": "sex"}, "Skriv ett heltal."),
        ({"parameter_points": "0"}, "värdet får vara lägst 1 st"),
        ({"parameter_watt": "mycket"}, "Skriv ett tal"),
        ({"started_on": "2999-01-01"}, "dagen har inte kommit än"),
        ({"ended_on": "2016-02-01"}, "kan inte avslutas före"),
        ({"parameter_lighting_class": "P9"}, "Välj något i listan."),
    ],
)
def test_a_refused_measure_says_why(planner, send, place, fields, sentence):
    answer = send(planner, f"/measures/new?type=BEL_NY&place={place.id}", {**LIGHT, **fields})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert planner.get("/api/measures").get_json()["measures"]["total"] == 0


def test_lighting_without_a_place_is_refused(planner, send):
    answer = send(planner, "/measures/new?type=BEL_NY", LIGHT)
    assert answer.status_code == 422
    assert "Välj den plats som åtgärden gäller" in answer.text


def test_a_change_keeps_what_the_form_was_filled_with(planner, send, session):
    measure = make.measure(session, parameters={"points": 6, "height_m": 4.5})
    session.commit()
    page = planner.get(f"/measures/{measure.id}/edit").text
    assert 'value="4,5"' in page
    fields = {"version": 1, "name": "Ny belysning", "parameter_points": "8", "started_on": "2014-07-01"}
    assert send(planner, f"/measures/{measure.id}/edit", fields).status_code == 303
    session.refresh(measure)
    assert (measure.parameters, measure.version) == ({"points": 8}, 2)


def test_a_measure_is_removed_from_a_day_on(planner, send, session):
    measure = make.measure(session)
    session.commit()
    fields = {"version": 1, "status": "removed", "on": "2016-02-01", "note": "Rivs."}
    assert send(planner, f"/measures/{measure.id}/status", fields).status_code == 303
    page = planner.get(f"/measures/{measure.id}").text
    assert "i drift → <strong>borttagen</strong>" in page


def test_the_list_obeys_the_filter(planner, session):
    make.measure(session, "Nya lampor")
    make.measure(session, "Farthinder", type="FART_PLATA")
    session.commit()
    page = planner.get("/measures?family=traffic").text
    assert "Åtgärder: trafik" in page
    assert "Farthinder" in page
    assert "Nya lampor" not in page
    rows = planner.get("/api/measures?family=light").get_json()["measures"]["rows"]
    assert [row["name"] for row in rows] == ["Nya lampor"]


def test_the_police_read_measures_and_change_none(signed_in, session):
    measure = make.measure(session)
    session.commit()
    client = signed_in("police_analyst")
    assert "/edit" not in client.get(f"/measures/{measure.id}").text
    assert client.get("/measures/new").status_code == 403
    assert client.get(f"/measures/{measure.id}/edit").status_code == 403
