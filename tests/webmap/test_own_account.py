from datetime import date

import pytest
from sqlalchemy import text

from geodata import models

RIGHT, NEW = "en lång mening om ljus", "en annan lång mening om mörker"


@pytest.fixture
def two(signed_in, session, account):
    """Return a client signed in as planner and street operations at once."""
    client = signed_in("planner", email="kim@test.example")
    user = session.query(models.UserAccount).filter_by(email="kim@test.example").one()
    organisation = models.Organisation(code="drift", name_sv="Drift", name_en="Drift", kind="administration")
    user.memberships.append(
        models.Membership(organisation=organisation, role="auditor", valid_from=date(2010, 1, 1))
    )
    session.commit()
    session.refresh(user)
    with client.session_transaction() as cookie:
        cookie["credentials"] = user.credentials_version
    return client


def test_ones_own_account_tells_name_address_and_roles(signed_in):
    page = signed_in("planner").get("/account").text
    assert "planner@test.example" in page
    assert "planerare på gatukontoret" in page


def test_another_password_takes_the_present_one_and_signs_out_everywhere_else(signed_in, app, send):
    client, other = signed_in("planner", on=app.test_client()), app.test_client()
    fields = {"present": RIGHT, "password": NEW, "again": NEW}
    send(other, "/sign-in", {"email": "planner@test.example", "password": RIGHT})
    assert send(client, "/account/password", fields | {"present": "wrong"}).status_code == 422
    assert send(client, "/account/password", fields | {"again": RIGHT}).status_code == 422
    assert send(client, "/account/password", fields | {"password": "x", "again": "x"}).status_code == 422
    assert send(client, "/account/password", fields).location == "/account"
    assert "Lösenordet är bytt." in client.get("/account").text
    assert other.get("/account").location.startswith("/sign-in")
    assert send(other, "/sign-in", {"email": "planner@test.example", "password": NEW}).status_code == 303


def test_guesses_at_the_present_password_are_limited_too(signed_in, send):
    client = signed_in("planner")
    for _ in range(8):
        send(client, "/account/password", {"present": "wrong", "password": NEW, "again": NEW})
    answer = send(client, "/account/password", {"present": RIGHT, "password": NEW, "again": NEW})
    assert answer.status_code == 422
    assert "försökt för många gånger" in answer.text


def test_one_press_signs_out_everywhere_else(signed_in, app, send):
    client, other = signed_in("planner", on=app.test_client()), app.test_client()
    send(other, "/sign-in", {"email": "planner@test.example", "password": RIGHT})
    assert other.get("/account").status_code == 200
    assert send(client, "/account/sessions/end", {}).location == "/account"
    assert client.get("/account").status_code == 200
    assert other.get("/account").location.startswith("/sign-in")


def test_who_has_one_role_has_none_to_choose(signed_in):
    assert "/acting-as" not in signed_in("planner").get("/account").text


def test_who_has_several_roles_reads_on_in_one_of_them(two, send):
    assert two.get("/places/new").status_code == 200
    answer = send(two, "/acting-as", {"role": "auditor", "next": "/areas"})
    assert (answer.status_code, answer.location) == (303, "/areas")
    assert two.get("/places/new").status_code == 403
    assert two.get("/logs").status_code == 200
    send(two, "/acting-as", {"role": "planner"})
    assert two.get("/places/new").status_code == 200
    send(two, "/acting-as", {"role": ""})
    assert (two.get("/places/new").status_code, two.get("/logs").status_code) == (200, 200)


def test_a_role_that_is_not_held_is_not_found_and_changes_nothing(two, send):
    assert send(two, "/acting-as", {"role": "administrator"}).status_code == 404
    assert two.get("/places/new").status_code == 200


def test_a_role_written_into_the_cookie_widens_nothing(signed_in):
    client = signed_in("planner")
    with client.session_transaction() as cookie:
        cookie["acting_as"] = "administrator"
    assert client.get("/users").status_code == 403


def test_a_role_that_has_ended_is_acted_in_no_more(two, send, session):
    send(two, "/acting-as", {"role": "auditor"})
    session.execute(text("UPDATE membership SET valid_to = current_date WHERE role = 'auditor'"))
    session.commit()
    user = session.query(models.UserAccount).filter_by(email="kim@test.example").one()
    session.refresh(user)
    with two.session_transaction() as cookie:
        cookie["credentials"] = user.credentials_version
    assert two.get("/places/new").status_code == 200
