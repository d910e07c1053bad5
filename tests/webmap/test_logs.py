"""The read log and the pages of the logs: what leaves a line, and who sees it."""

from datetime import date

import make
import pytest

from geodata import retention
from geodata.models import Photo, ReadLog
from webmap.access import admission_of
from webmap.read_log import READINGS

SENSITIVE = {("read", entity) for entity in ("hotspot", "evaluation", "photo", "review")}
TILE = "/tiles/14/8790/5128.mvt?layers=places,incidents"


def logged(session) -> list[tuple[str, dict[str, object]]]:
    return [(line.what, line.detail) for line in session.query(ReadLog).order_by(ReadLog.at)]


def test_reading_what_was_observed_at_a_place_leaves_a_line_each_time(signed_in, session):
    place = make.place(session)
    client = signed_in("planner")
    client.get(f"/places/{place.id}")
    client.get(f"/places/{place.id}")
    assert logged(session) == [("observation_texts", {"place_id": str(place.id)})] * 2


def test_a_line_says_who_read_and_in_which_request(signed_in, session):
    place = make.place(session)
    answer = signed_in("planner").get(f"/places/{place.id}")
    (line,) = session.query(ReadLog)
    assert line.user_id is not None
    assert line.request_id == answer.headers["X-Request-Id"]


def test_who_sees_no_observations_leaves_no_line(signed_in, session):
    place = make.place(session)
    signed_in("street_operations").get(f"/places/{place.id}")
    assert logged(session) == []


def test_a_place_that_is_not_shown_leaves_no_line(signed_in, session):
    assert signed_in("planner").get("/places/00000000-0000-0000-0000-000000000000").status_code == 404
    assert logged(session) == []


def test_tiles_with_points_leave_one_line_an_hour(signed_in, session):
    client = signed_in("police_analyst")
    client.get(TILE)
    client.get(TILE.replace("8790", "8791"))
    assert logged(session) == [("crime_points", {"layer": "incidents"})]


def test_tiles_leave_no_line_for_those_who_see_no_points(signed_in, session):
    signed_in("planner").get(TILE)
    assert logged(session) == []


def test_hotspots_and_evaluations_leave_a_line(signed_in, session):
    measure = make.measure(session)
    client = signed_in("police_analyst")
    client.get("/hotspots?from=2014-01&q=Kim")
    client.get(f"/api/measures/{measure.id}/evaluation")
    assert logged(session) == [
        ("hotspots", {"from": "2014-01", "q": "…"}),
        ("evaluation", {"measure_id": str(measure.id)}),
    ]


def test_a_photo_leaves_a_line_its_small_picture_one_an_hour(signed_in, session):
    place = make.place(session)
    photo = make.saved(session, Photo(place_id=place.id, image=b"\xff", thumbnail=b"\xff", width=1, height=1))
    client = signed_in("planner")
    for address in ("small.jpg", "small.jpg"):
        client.get(f"/photos/{photo.id}/{address}")
    assert logged(session) == [("photo", {"photo_id": str(photo.id)})]
    client.get(f"/photos/{photo.id}.jpg")
    assert len(logged(session)) == 2


def test_every_page_of_what_is_worked_out_from_points_is_logged(app):
    sensitive = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if (admission := admission_of(app, rule.endpoint)) is not None
        and (admission.action, admission.entity) in SENSITIVE
        and not rule.endpoint.startswith("exports.")
    }
    # The list of what can be evaluated names measures and holds no figure.
    assert sensitive - {"evaluations.index", "evaluations.listed"} <= set(READINGS)
    assert set(READINGS) <= set(app.view_functions)


@pytest.fixture
def lines(signed_in, session, send):
    """Return a planner's client that has read, changed and taken out a place, and the place."""
    client = signed_in("planner", language="sv")
    place = make.place(session, "GC-tunnel D3")
    client.get(f"/places/{place.id}")
    send(client, "/export/places", {"purpose": "Möte i mars", "format": "csv"})
    fields = {"version": 1, "status": "verified", "note": "Sett"}
    send(client, f"/places/{place.id}/status", fields)
    return client


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ("reads", "Vad som observerats på en plats"),
        ("exports", "Möte i mars"),
        ("changes", "Status"),
    ],
)
def test_everyone_sees_their_own_lines(lines, log, expected):
    page = lines.get(f"/logs?log={log}")
    assert page.status_code == 200
    assert expected in page.text


@pytest.mark.usefixtures("lines")
@pytest.mark.parametrize(("role", "seen"), [("coordinator", 0), ("planner", 0), ("auditor", 1)])
@pytest.mark.parametrize("log", ["reads", "exports"])
def test_the_lines_of_others_are_for_the_auditor(client, signed_in, log, role, seen):
    other = signed_in(role, email="other@test.example", on=client.application.test_client())
    assert other.get(f"/api/logs?log={log}").json["lines"]["total"] == seen


@pytest.mark.usefixtures("lines")
def test_the_auditor_sees_which_fields_were_changed_and_not_to_what(client, signed_in):
    other = signed_in("auditor", on=client.application.test_client())
    found = other.get("/api/logs?log=changes&kind=place").json["lines"]
    changed = [line for line in found["rows"] if not line["is_new"]]
    assert [line["fields"] for line in changed] == [["status"]]
    assert "before" not in changed[0]


def test_the_logs_are_narrowed_by_days_and_kind(lines):
    today = date.today().isoformat()  # noqa: DTZ011 - written just now
    assert lines.get(f"/api/logs?log=exports&from={today}").json["lines"]["total"] == 1
    assert lines.get(f"/api/logs?log=exports&to={2000}-01-01").json["lines"]["total"] == 0
    assert lines.get("/api/logs?log=exports&kind=measures").json["lines"]["total"] == 0
    assert lines.get("/api/logs?log=nothing").status_code == 422


def test_the_runs_of_retention_are_for_those_who_audit(client, signed_in, session, malmo):
    retention.run(session, malmo, on=date(2035, 1, 1))
    session.commit()
    page = signed_in("auditor").get("/logs?log=retention").text
    assert "2035-01-01" in page
    assert "2035-01-01" not in signed_in("planner").get("/logs?log=retention").text
