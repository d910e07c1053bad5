import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import text

from geodata.one_time_codes import STEP_SECONDS

RIGHT = "en lång mening om ljus"


@pytest.fixture
def clock(monkeypatch):
    """Return a clock of the test's own, `clock.now`: codes are weighed by it."""

    class Clock(datetime):
        now_is = datetime.now(UTC)

        @classmethod
        def now(cls, tz=None):
            return cls.now_is

    monkeypatch.setattr("webmap.views.accounts.datetime", Clock)
    monkeypatch.setattr("webmap.views.own_account.datetime", Clock)
    return Clock


@pytest.fixture
def enrolled(signed_in, send, clock):
    """Return the client, the address, the app and the recovery codes of someone who uses one-time codes."""
    client = signed_in()
    app = pyotp.TOTP(re.sub(r"\s", "", re.search(r'qr__key">([^<]+)<', client.get("/account/codes").text)[1]))
    page = send(client, "/account/codes", {"code": app.at(clock.now_is), "present": RIGHT})
    assert page.status_code == 200
    clock.now_is += timedelta(seconds=STEP_SECONDS)
    return client, "planner@test.example", app, re.findall(r"<li>([a-z0-9-]{14})</li>", page.text)


def entered(client, send, email, code):
    send(client, "/sign-out", {})
    assert send(client, "/sign-in", {"email": email, "password": RIGHT}).location == "/sign-in/code"
    return send(client, "/sign-in/code", {"code": code})


def test_the_picture_for_the_app_is_drawn_in_the_page_without_styles_or_scripts(signed_in):
    page = signed_in().get("/account/codes").text
    drawn = re.search(r"<svg.*?</svg>", page[page.index('class="qr"') :], re.DOTALL)[0]
    assert "<path" in drawn
    assert "style" not in drawn
    assert "<script" not in drawn


def test_whoever_takes_codes_into_use_stays_signed_in_and_gets_ten_recovery_codes(enrolled):
    client, _email, _app, recovery = enrolled
    assert len(set(recovery)) == 10
    assert "10 reservkoder" in client.get("/account").text


def test_signing_in_then_takes_the_password_and_the_code(client, enrolled, send, clock):
    client, email, app, _ = enrolled
    assert entered(client, send, email, "000000").status_code == 422
    assert client.get("/account").location.startswith("/sign-in")
    assert entered(client, send, email, app.at(clock.now_is)).status_code == 303
    assert client.get("/account").status_code == 200


def test_a_code_is_good_once_and_the_one_before_it_no_more(enrolled, send, clock):
    client, email, app, _ = enrolled
    code, before = app.at(clock.now_is), app.at(clock.now_is - timedelta(seconds=STEP_SECONDS))
    assert entered(client, send, email, code).status_code == 303
    assert entered(client, send, email, code).status_code == 422
    assert entered(client, send, email, before).status_code == 422


@pytest.mark.parametrize(("steps", "status"), [(-2, 422), (1, 303), (2, 422)])
def test_a_telephone_may_be_one_step_off(enrolled, send, clock, steps, status):
    client, email, app, _ = enrolled
    clock.now_is += timedelta(seconds=10 * STEP_SECONDS)
    code = app.at(clock.now_is + timedelta(seconds=steps * STEP_SECONDS))
    assert entered(client, send, email, code).status_code == status


def test_a_recovery_code_signs_in_once_however_it_is_typed(enrolled, send):
    client, email, _, recovery = enrolled
    assert entered(client, send, email, recovery[0].upper().replace("-", " ")).status_code == 303
    assert entered(client, send, email, recovery[0]).status_code == 422
    entered(client, send, email, recovery[1])
    assert "8 reservkoder" in client.get("/account").text


def test_the_sixth_guess_at_a_code_has_to_wait(enrolled, send, clock):
    client, email, app, _ = enrolled
    answers = [entered(client, send, email, "000000").status_code for _ in range(5)]
    assert answers == [422] * 5
    assert entered(client, send, email, app.at(clock.now_is)).status_code == 429


def test_a_right_password_alone_opens_no_page(enrolled, send):
    client, email, *_ = enrolled
    send(client, "/sign-out", {})
    send(client, "/sign-in", {"email": email, "password": RIGHT})
    for address in ("/", "/account", "/sign-in/password"):
        assert client.get(address).location.startswith("/sign-in")


def test_nobody_comes_to_the_code_without_the_password_and_nobody_too_late(enrolled, send):
    client, email, *_ = enrolled
    send(client, "/sign-out", {})
    assert client.get("/sign-in/code").location == "/sign-in"
    send(client, "/sign-in", {"email": email, "password": RIGHT})
    assert client.get("/sign-in/code").status_code == 200
    with client.session_transaction() as cookie:
        cookie["step"] = cookie["step"] | {"since": cookie["step"]["since"] - 601}
    assert client.get("/sign-in/code").location == "/sign-in"


def test_a_wrong_code_or_a_wrong_password_takes_nothing_into_use(signed_in, send, session, clock):
    client = signed_in()
    secret = re.sub(r"\s", "", re.search(r'qr__key">([^<]+)<', client.get("/account/codes").text)[1])
    code = pyotp.TOTP(secret).at(clock.now_is)
    assert send(client, "/account/codes", {"code": "000000", "present": RIGHT}).status_code == 422
    assert send(client, "/account/codes", {"code": code, "present": "wrong"}).status_code == 422
    assert session.scalar(text("SELECT count(*) FROM credential WHERE totp_secret IS NOT NULL")) == 0
    assert send(client, "/account/codes", {"code": code, "present": RIGHT}).status_code == 200


def test_codes_are_taken_away_by_the_password_and_end_other_visits(enrolled, send, app, account):
    client, email, *_ = enrolled
    other = app.test_client()
    with client.session_transaction() as cookie, other.session_transaction() as copy:
        copy |= dict(cookie)
    assert send(client, "/account/codes/remove", {"present": "wrong"}).status_code == 422
    assert send(client, "/account/codes/remove", {"present": RIGHT}).status_code == 303
    assert client.get("/account").status_code == 200
    assert other.get("/account").location.startswith("/sign-in")
    send(client, "/sign-out", {})
    assert send(client, "/sign-in", {"email": email, "password": RIGHT}).location == "/"


def test_the_database_holds_no_secret_that_makes_codes(enrolled, session):
    _, _, app, recovery = enrolled
    rows = text("SELECT c.*, r.* FROM credential c JOIN recovery_code r USING (user_id)")
    kept = str(session.execute(rows).all())
    told = str(session.execute(text("SELECT before, after FROM change_history")).all())
    for secret in (app.secret, *recovery):
        assert secret not in kept
        assert secret not in told
