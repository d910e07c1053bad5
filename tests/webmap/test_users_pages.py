import re

import pytest
from sqlalchemy import text

from geodata.models import UserAccount

RIGHT = "en lång mening om ljus"


@pytest.fixture
def kim(account):
    """Return somebody else's account, a planner's."""
    return account("planner", email="kim@test.example")


@pytest.fixture
def administrator(signed_in, app):
    """Return a client signed in as who manages accounts, which shares no context with other clients."""
    return signed_in("administrator", on=app.test_client())


@pytest.fixture
def wanted(session) -> dict[str, str]:
    """Return the fields of a new account."""
    organisation = session.scalar(text("SELECT code FROM organisation ORDER BY code"))
    fields = {"name": "Lo", "email": "Lo@test.example", "role": "auditor", "organisation": organisation}
    return fields | {"valid_from": "2014-01-01"}


def pressed(client, send, user, action, fields=None):
    """Return the account's page after a button on it was pressed."""
    answer = send(client, f"/users/{user.id}/{action}", fields or {})
    return client.get(answer.location).text if answer.status_code == 303 else answer.text


def test_the_list_tells_everyone_with_their_roles_and_state(administrator, kim):
    page = administrator.get("/users").text
    assert "kim@test.example" in page
    assert "planerare på gatukontoret" in page
    assert "2 konton" in page


@pytest.mark.parametrize("role", ["planner", "coordinator", "police_analyst", "auditor"])
def test_nobody_else_sees_accounts(signed_in, kim, role):
    client = signed_in(role)
    assert client.get("/users").status_code == 403
    assert client.get(f"/users/{kim.id}").status_code == 403
    assert "/users" not in client.get("/areas").text


def test_an_account_that_is_not_there_is_not_found(administrator):
    assert administrator.get("/users/00000000-0000-4000-8000-000000000000").status_code == 404


def test_a_new_account_gets_a_password_shown_once_and_replaced_at_sign_in(administrator, wanted, send, app):
    page = send(administrator, "/users/new", wanted).text
    password = re.search(r'handed-over">([a-z0-9-]{19})<', page)[1]
    assert password not in administrator.get("/users").text
    lo = app.test_client()
    first = send(lo, "/sign-in", {"email": "lo@test.example", "password": password, "next": "/areas"})
    assert first.location == "/sign-in/password"
    assert lo.get("/areas").location.startswith("/sign-in")
    assert send(lo, "/sign-in/password", {"password": "short", "again": "short"}).status_code == 422
    assert send(lo, "/sign-in/password", {"password": RIGHT, "again": RIGHT + "!"}).status_code == 422
    assert send(lo, "/sign-in/password", {"password": RIGHT, "again": RIGHT}).location == "/areas"
    assert lo.get("/areas").status_code == 200
    again = send(app.test_client(), "/sign-in", {"email": "lo@test.example", "password": password})
    assert again.status_code == 422


@pytest.mark.parametrize(
    "change",
    [
        ({"email": "kim@test.example"}, "Adressen har redan ett konto."),
        ({"email": "lo"}, "Skriv en e-postadress."),
        ({"name": ""}, "Uppgiften behövs."),
        ({"role": "king"}, "Välj något i listan."),
        ({"last_day": "2013-12-31"}, "Slutdagen ska komma efter den första dagen."),
    ],
)
def test_a_new_account_that_cannot_be_is_refused_beside_its_field(administrator, kim, wanted, send, change):
    fields, sentence = change
    answer = send(administrator, "/users/new", wanted | fields)
    assert answer.status_code in {409, 422}
    assert sentence in answer.text
    assert "2 konton" in administrator.get("/users").text


def test_a_role_is_given_for_areas_and_days_and_ended_again(administrator, kim, send, session):
    organisation = session.scalar(text("SELECT code FROM organisation ORDER BY code"))
    fields = {"role": "auditor", "organisation": organisation, "valid_from": "2014-01-01"}
    page = pressed(administrator, send, kim, "memberships", fields | {"last_day": "2099-12-31"})
    assert "Rollen är given." in page
    assert "2099-12-31" in page
    given = session.scalar(text("SELECT id FROM membership WHERE role = 'auditor'"))
    page = pressed(administrator, send, kim, f"memberships/{given}/end")
    assert "upphört" in page
    assert re.search(r"Roll avslutad: granskare.*?Administrator", page, re.DOTALL)
    assert re.search(r"Roll given: granskare.*?Administrator", page, re.DOTALL)


def test_a_role_of_another_account_is_not_found(administrator, kim, send, session):
    own = session.scalar(text("SELECT id FROM membership WHERE role = 'administrator'"))
    assert send(administrator, f"/users/{kim.id}/memberships/{own}/end", {}).status_code == 404


def test_a_closed_account_signs_nobody_in_until_it_is_opened_again(administrator, kim, send, app):
    other = app.test_client()
    assert "Kontot är stängt." in pressed(administrator, send, kim, "disable")
    fields = {"email": kim.email, "password": RIGHT}
    assert send(other, "/sign-in", fields).status_code == 422
    page = pressed(administrator, send, kim, "enable")
    assert "Konto stängt" in page or "Kontot stängt" in page
    assert send(other, "/sign-in", fields).status_code == 303


def test_a_locked_account_is_seen_and_unlocked_at_once(administrator, kim, send, app):
    other, fields = app.test_client(), {"email": kim.email, "password": RIGHT}
    for _ in range(8):
        send(other, "/sign-in", fields | {"password": "wrong"})
    assert send(other, "/sign-in", fields).status_code == 422
    assert "låst" in administrator.get("/users").text
    page = pressed(administrator, send, kim, "unlock")
    assert "Felaktiga försök glömda" in page
    assert send(other, "/sign-in", fields).status_code == 303


def test_a_lost_telephone_is_helped_and_told_of_in_the_history(administrator, kim, send, session):
    session.execute(text("UPDATE credential SET totp_secret = 'sealed' WHERE user_id = :id"), {"id": kim.id})
    session.commit()
    page = pressed(administrator, send, kim, "codes/remove")
    assert re.search(r"Engångskoder borttagna.*?Administrator", page, re.DOTALL)
    assert "Ta bort engångskoder" not in page


def test_another_password_is_drawn_shown_once_and_ends_the_sessions(administrator, kim, send, app):
    other = app.test_client()
    send(other, "/sign-in", {"email": kim.email, "password": RIGHT})
    page = pressed(administrator, send, kim, "password")
    password = re.search(r'handed-over">([^<]+)<', page)[1]
    assert other.get("/account").location.startswith("/sign-in")
    fields = {"email": kim.email, "password": password}
    assert send(other, "/sign-in", fields).location == "/sign-in/password"


def test_the_only_administrator_closes_nobody_out(administrator, send, session):
    own = session.query(UserAccount).one()
    given = session.scalar(text("SELECT id FROM membership"))
    for action in ("disable", f"memberships/{given}/end"):
        assert "det enda som kan sköta konton" in pressed(administrator, send, own, action)
    assert administrator.get("/users").status_code == 200


@pytest.mark.parametrize("action", ["disable", "enable", "unlock", "password", "codes/remove", "memberships"])
def test_a_planner_changes_no_account(signed_in, send, account, action):
    kim = account("partner", email="kim@test.example")
    assert send(signed_in("planner"), f"/users/{kim.id}/{action}", {}).status_code == 403
