"""The pages that say whether a measure worked."""

import json
import re

import make
import pytest
import recorded
from recorded import START, YEAR_BEFORE

from geodata import models


@pytest.fixture
def halved(session):
    measure = recorded.halving(session)
    session.commit()
    return measure


def page_of(measure, **query) -> str:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/measures/{measure.id}/evaluation?{asked}"


def test_the_page_tells_the_verdict_the_counts_and_the_drawing(signed_in, halved):
    page = signed_in("police_analyst", language="en").get(page_of(halved)).text
    assert 'data-verdict="clear_decrease"' in page
    assert "50 % fewer events than the comparison leads to expect" in page
    assert "Relative rate 0.50, 95 % interval" in page
    assert re.search(r"Treated area</th>\s*<td class=\"numeric\">240</td>\s*<td class=\"numeric\">120", page)


def test_the_page_is_whole_in_swedish(signed_in, halved):
    page = signed_in("police_analyst", language="sv").get(page_of(halved)).text
    assert "Tydlig minskning" in page
    assert "Vad som inte räknades" in page


def test_the_areas_are_in_the_page_for_the_map(signed_in, halved):
    page = signed_in("police_analyst").get(page_of(halved)).text
    found = json.loads(re.search(r'id="findings"[^>]*>(.*?)</script>', page, re.DOTALL)[1])
    zones = [feature["properties"]["zone"] for feature in found["features"]]
    assert sorted(zones) == sorted(["treated", "ring", *["comparison"] * 5, "ring_comparison"])


def test_the_json_twin_holds_the_same_numbers(signed_in, halved):
    answer = signed_in("police_analyst").get(f"/api/measures/{halved.id}/evaluation").get_json()
    assert (answer["verdict"], answer["reason"]) == ("clear_decrease", None)
    assert answer["counts"]["treated"] == {"before": 240, "after": 120}
    assert answer["effect"]["ratio"] == pytest.approx(0.5)


def test_too_few_events_are_answered_calmly_with_the_reason(signed_in, session):
    recorded.five_tunnels(session)
    measure = make.measure(session, started_on=START)
    recorded.record(session, YEAR_BEFORE[:4], 1, 100)
    session.commit()
    answer = signed_in("police_analyst", language="en").get(page_of(measure))
    assert answer.status_code == 200
    assert 'data-verdict="cannot_say"' in answer.text


@pytest.mark.parametrize("role", ["planner", "ssp_school"])
def test_who_sees_no_points_gets_the_verdict_a_rounded_change_and_no_counts(signed_in, halved, role):
    answer = signed_in(role).get(f"/api/measures/{halved.id}/evaluation").get_json()
    assert (answer["verdict"], answer["change"]["ratio"]) == ("clear_decrease", 0.5)
    hidden = ("counts", "effect", "wdd", "quotient", "dispersion", "left_out")
    assert [answer[name] for name in hidden] == [None] * 6
    assert {member["events_before"] for member in answer["comparison"]["members"]} == {None}


def test_the_page_without_counts_says_why_and_draws_the_rounded_change(signed_in, halved):
    page = signed_in("planner", language="sv").get(page_of(halved)).text
    assert "Antal kring en åtgärd visas inte i din roll" in page
    assert "Relativ förändring 0,50" in page
    assert ">240<" not in page
    assert "Händelser före" not in page


def test_who_sees_no_points_asks_about_one_group_or_all(signed_in, halved):
    asked = page_of(halved, group="vandalism,robbery")
    assert signed_in("planner").get(asked).status_code == 422
    assert signed_in("police_analyst").get(asked).status_code == 200


def test_what_does_not_fit_in_the_address_is_told_beside_the_proposal(signed_in, halved):
    answer = signed_in("police_analyst", language="en").get(page_of(halved, months=99))
    assert answer.status_code == 422
    assert "from 1 to 12" in answer.text
    assert 'data-verdict="clear_decrease"' in answer.text


@pytest.mark.parametrize("months", ["elva", "-1", "1e3", "٣"])
def test_months_that_are_no_number_are_refused(signed_in, halved, months):
    assert signed_in("police_analyst").get(page_of(halved, months=months)).status_code == 422


def test_a_chosen_comparison_stays_chosen_in_the_form(signed_in, halved, session):
    client = signed_in("police_analyst")
    listed = client.get(f"/api/measures/{halved.id}/evaluation").get_json()["comparison"]
    key = listed["members"][0]["key"]
    page = client.get(page_of(halved, comparison=key)).text
    assert re.search(rf'<option value="{key}"\s+selected', page)


def test_the_list_leads_to_every_measure_that_has_begun(signed_in, halved, session):
    planned = make.measure(session, "Bara tänkt", started_on=None)
    session.commit()
    page = signed_in("planner").get("/evaluations").text
    assert f"/measures/{halved.id}/evaluation" in page
    assert str(planned.id) not in page


def test_a_measure_outside_ones_areas_is_not_there(signed_in, halved, session):
    elsewhere = make.area(session, "elsewhere", geom=make.square(9000, 9000))
    session.commit()
    client = signed_in("ssp_school", area_ids=(elsewhere.id,))
    assert client.get(page_of(halved)).status_code == 404
    assert str(halved.id) not in client.get("/evaluations").text


def test_a_partner_does_not_come_in(signed_in, halved):
    assert signed_in("partner").get(page_of(halved)).status_code == 403


def test_a_name_with_a_script_in_it_is_shown_as_text(signed_in, session):
    recorded.five_tunnels(session)
    evil = "<img src=x onerror=alert(1)>${alert(2)}</script>"
    measure = make.measure(session, evil, started_on=START)
    session.commit()
    page = signed_in("police_analyst").get(page_of(measure)).text
    assert "<img src=x" not in page
    assert "${alert(2)}</script>" not in page


@pytest.mark.parametrize("answer", ["/measures/{}/evaluation", "/api/measures/{}/evaluation"])
def test_places_outside_ones_area_are_compared_with_and_not_shown(signed_in, session, answer):
    mine = make.area(session, "mine", kind="stadsdel", geom=make.square(-400, -400, 800))
    measure_id = recorded.halving(session).id
    tunnels = session.query(models.Place.id, models.Place.name).all()
    session.commit()
    told = signed_in("ssp_police", language="en", area_ids=(mine.id,)).get(answer.format(measure_id)).text
    assert told.count("a place outside your area") == 5
    assert [one for place in tunnels for one in place if str(one) in told] == []
