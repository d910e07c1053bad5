"""The page of the hotspots, for police accounts."""

import json
import re

import make
import pytest
import recorded


@pytest.fixture
def hot(session):
    """A city of ten by ten cells with thirty events a month in one of them, through 2014."""
    area = make.area(session, "1280", kind="kommun", geom=make.square(0, 0, 2500))
    months = [(2014, month) for month in range(1, 13)]
    recorded.record(session, months, 30, 1075, 1075, area_ids=[area.id])
    recorded.record(session, months, 1, 75, 75, area_ids=[area.id], crime_group="robbery")
    session.commit()


def test_the_page_lists_the_hot_cells_with_counts_and_q(signed_in, hot):
    page = signed_in("police_analyst", language="en").get("/hotspots").text
    assert "9 hot cells" in page
    assert re.search(r"<td class=\"numeric\">360</td>\s*<td class=\"numeric\">360</td>", page)


def test_the_cells_are_in_the_page_for_the_map(signed_in, hot):
    page = signed_in("police_analyst").get("/hotspots").text
    found = json.loads(re.search(r'id="findings"[^>]*>(.*?)</script>', page, re.DOTALL)[1])
    assert len(found["features"]) == 9
    assert {feature["properties"]["rank"] for feature in found["features"]} == {3}


def test_the_page_is_whole_in_swedish(signed_in, hot):
    page = signed_in("police_analyst", language="sv").get("/hotspots").text
    assert "9 heta rutor" in page
    assert "en het ruta pekar ut en omgivning" in page


def test_the_json_twin_holds_the_same_cells(signed_in, hot):
    answer = signed_in("police_analyst").get("/api/hotspots?from=2014-01&to=2014-06").get_json()["hotspots"]
    assert (answer["first_day"], answer["end_day"], answer["events"]) == ("2014-01-01", "2014-07-01", 186)
    assert max(cell["count"] for cell in answer["hot"]) == 180


def test_a_group_is_looked_at_alone(signed_in, hot):
    answer = signed_in("police_analyst").get("/api/hotspots?group=robbery").get_json()["hotspots"]
    assert answer["events"] == 12


def test_the_ssp_police_see_whole_quarters_and_no_small_count(signed_in, hot, session):
    mine = make.area(session, "mine", kind="stadsdel", geom=make.square(0, 0, 2500))
    session.commit()
    client = signed_in("ssp_police", area_ids=(mine.id,))
    answer = client.get("/api/hotspots?from=2014-02&to=2014-02").get_json()["hotspots"]
    assert (answer["first_day"], answer["end_day"]) == ("2014-01-01", "2014-04-01")
    assert all(cell["window_count"] is None for cell in answer["hot"])
    assert len(answer["hot"]) == 9


def test_smaller_cells_than_the_role_may_see_are_refused(signed_in, hot):
    assert signed_in("ssp_police").get("/api/hotspots?cell=100").status_code == 422


@pytest.mark.parametrize("cell", ["stor", "-250", "1e3", "٢٥٠"])
def test_a_cell_size_that_is_no_number_is_refused(signed_in, hot, cell):
    assert signed_in("police_analyst").get(f"/hotspots?cell={cell}").status_code == 422


@pytest.mark.parametrize("role", ["planner", "ssp_school", "steering_group", "partner"])
def test_only_police_accounts_come_in(signed_in, hot, role):
    client = signed_in(role)
    assert client.get("/hotspots").status_code == 403
    assert "/hotspots" not in client.get("/evaluations").text


def test_without_records_the_page_says_what_will_stand_here(signed_in):
    answer = signed_in("police_analyst", language="en").get("/hotspots")
    assert (answer.status_code, "Nothing is recorded yet" in answer.text) == (200, True)
