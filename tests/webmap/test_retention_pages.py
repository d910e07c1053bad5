"""After retention nothing of it is found on pages, in lists, searches, answers or files."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import dated
import make
import pytest

from geodata import models, retention
from geodata.retention_terms import DEFAULT_TERMS

TODAY = date(2020, 6, 15)
TOKEN = "zqmörkbakombuskarna"


def figures(client, send, address: str) -> list[object]:
    """Return all cells of a file, none where it is refused for want of data."""
    rows = json.loads(taken_out(client, send, address)).get("rows", [])
    return [cell for row in rows for cell in row.values()]


@pytest.fixture
def run(session, malmo):
    """Return the moved clock: `run()` carries out the rules of DOMAIN as on TODAY."""
    session.commit()
    return lambda: retention.run(session, replace(malmo, retention=DEFAULT_TERMS), on=TODAY)


def addresses_with(client, addresses: list[str]) -> list[str]:
    return [address for address in addresses if TOKEN in client.get(address).get_data(as_text=True)]


def taken_out(client, send, address: str) -> str:
    asked = {"purpose": "Underlag", "format": "json"}
    return send(client, f"/export/{address}", asked).get_data(as_text=True)


def test_a_rejected_place_is_found_nowhere(session, signed_in, send, run):
    rejected = {"status": "rejected", "reported_on": date(2010, 1, 1), "archived_on": date(2020, 6, 1)}
    place_id = make.place(session, TOKEN, **rejected).id
    session.commit()
    client = signed_in("coordinator")
    addresses = [f"/places/{place_id}", f"/places?q={TOKEN}", f"/api/places?q={TOKEN}", "/", "/measures"]
    in_files = "places?status=rejected"
    assert addresses_with(client, addresses)[0] == f"/places/{place_id}"
    assert TOKEN in taken_out(client, send, in_files)
    run()
    # A search repeats what was asked for: here it finds no row with it.
    assert client.get(f"/places/{place_id}").status_code == 404
    assert client.get(f"/api/places?q={TOKEN}").get_json()["places"]["total"] == 0
    assert TOKEN not in taken_out(client, send, in_files)
    assert addresses_with(client, ["/", "/places", "/api/places", f"/api/places/{place_id}/history"]) == []


def test_words_and_photos_of_a_closed_place_are_gone_and_the_place_stays(session, signed_in, run):
    place = dated.closed_place(session, date(2018, 6, 1), "Tunneln vid torget")
    make.observation(session, place_id=place.id, wording=TOKEN)
    dated.photo(session, datetime(2019, 6, 1, tzinfo=UTC), "-", place=place)
    shot = session.query(models.Photo.id).scalar()
    session.query(models.TextReview).delete()
    session.commit()
    client = signed_in("coordinator")
    addresses = [f"/places/{place.id}", f"/api/places/{place.id}/history", "/api/logs?log=changes"]
    assert addresses_with(client, addresses) == [f"/places/{place.id}"]
    assert client.get(f"/photos/{shot}.jpg").status_code == 200
    run()
    assert addresses_with(client, addresses) == []
    assert client.get(f"/photos/{shot}.jpg").status_code == 404
    page = client.get(f"/places/{place.id}").text
    assert "Tunneln vid torget" in page
    assert "2014-03-12" in page


def test_crime_of_years_that_are_over_is_counted_nowhere(session, signed_in, send, run):
    area, batch = make.area(session), make.batch(session)
    for year, events in ((2014, 11), (2015, 7)):
        for day in range(1, events + 1):
            make.incident(session, datetime(year, 5, day, 12, tzinfo=UTC), batch_id=batch.id)
    session.commit()
    client = signed_in("police_analyst")
    of_year = f"area-crime?area={area.kind}:{area.code}&from={{0}}-01&to={{0}}-12"
    assert 11 in figures(client, send, of_year.format(2014))
    run()
    assert 11 not in figures(client, send, of_year.format(2014))
    assert 7 in figures(client, send, of_year.format(2015))


def test_an_account_that_is_gone_leaves_no_name_beside_what_it_changed(session, signed_in, run):
    place = make.place(session, "Tunneln")
    gone = dated.account(session, datetime(2019, 1, 1, tzinfo=UTC), TOKEN)
    dated.change(session, place, datetime(2020, 1, 1, tzinfo=UTC), {}, {"name": "-"}, changed_by=gone.id)
    session.commit()
    client = signed_in("administrator")
    assert addresses_with(client, ["/users"]) == ["/users"]
    run()
    assert addresses_with(client, ["/users", "/logs"]) == []
    planner = signed_in("planner", email="plan@test.example")
    assert addresses_with(planner, [f"/places/{place.id}", f"/api/places/{place.id}/history"]) == []
    assert planner.get(f"/places/{place.id}").status_code == 200
