from pathlib import Path

import pytest
from flask import g
from sqlalchemy import text

from webmap import views
from webmap.access import admission_of, allow
from webmap.views import BLUEPRINTS


def test_every_route_says_whom_it_admits(app):
    silent = [rule.endpoint for rule in app.url_map.iter_rules() if admission_of(app, rule.endpoint) is None]
    assert silent == []


def test_only_a_few_routes_admit_the_unknown(app):
    open_to_all = {
        rule.endpoint for rule in app.url_map.iter_rules() if admission_of(app, rule.endpoint).everyone
    }
    assert open_to_all == {
        "static",
        "favicon",
        "vendor",
        "health.healthz",
        "health.readyz",
        "accounts.sign_in_form",
        "accounts.begin",
        "accounts.code",
        "accounts.new_password",
        "accounts.end",
        "accounts.language",
        "single_sign_on.begin",
        "single_sign_on.finish",
    }


def test_a_route_that_does_not_say_whom_it_admits_is_closed_to_all(own_app, signed_in):
    own_app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    client = signed_in("coordinator", on=own_app.test_client())
    assert client.get("/forgotten").status_code == 404


def test_every_module_of_views_is_registered():
    modules = {file.stem for file in Path(views.__file__).parent.glob("*.py")} - {"__init__"}
    assert {blueprint.import_name.rpartition(".")[2] for blueprint in BLUEPRINTS} == modules


def test_the_unknown_are_sent_to_sign_in_and_then_on(client):
    answer = client.get("/?layers=places&from=2014-01")
    assert answer.status_code == 302
    assert answer.location == "/sign-in?next=/?layers%3Dplaces%26from%3D2014-01"


def test_programs_that_are_unknown_are_told_so_in_json(client):
    answer = client.get("/tiles/12/2196/1280.mvt?layers=places")
    assert (answer.status_code, answer.json["error"]["status"]) == (401, 401)


def test_an_unknown_reader_of_a_panel_is_led_out_of_it(client):
    answer = client.get("/map/list", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in?next=/map/list")


@pytest.mark.parametrize("role", ["planner", "police_analyst", "ssp_social", "steering_group", "auditor"])
def test_every_role_may_open_the_map(signed_in, role):
    assert signed_in(role).get("/").status_code == 200


def test_a_membership_that_is_taken_away_signs_out_at_the_next_request(signed_in, session):
    client = signed_in("planner")
    session.execute(text("UPDATE membership SET valid_to = valid_from + 1"))
    session.commit()
    assert client.get("/").location.startswith("/sign-in")


def test_a_membership_whose_last_day_has_passed_opens_nothing(signed_in, session):
    client = signed_in("planner")
    session.execute(text("UPDATE membership SET valid_to = valid_from + 1"))
    session.commit()
    with client.session_transaction() as cookie:  # nothing was changed but the day
        cookie["credentials"] += 1
    assert client.get("/").status_code == 403


def test_a_disabled_account_is_signed_out_at_its_next_request(signed_in, session):
    client = signed_in("planner")
    session.execute(text("UPDATE user_account SET disabled_at = now()"))
    session.commit()
    assert client.get("/").location.startswith("/sign-in")


def test_the_database_hears_who_asks(own_app, signed_in):
    heard = []

    @own_app.after_request
    def hear(response):
        if g.session is not None and g.asker is not None:
            heard.append((g.session.scalar(text("SELECT asking_user()")), g.asker.user_id))
        return response

    signed_in("planner", on=own_app.test_client()).get("/map/list")
    assert heard
    assert all(said == asked for said, asked in heard)


def test_what_a_view_does_not_commit_is_rolled_back(own_app, signed_in, session):
    @own_app.get("/changing")
    @allow("read", "area")
    def changing():
        g.session.execute(text("UPDATE user_account SET name = 'changed'"))
        return ""

    assert signed_in("planner", on=own_app.test_client()).get("/changing").status_code == 200
    assert session.scalar(text("SELECT count(*) FROM user_account WHERE name = 'changed'")) == 0
