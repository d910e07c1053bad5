import re
import threading
import time

import pytest
from sqlalchemy import text

from geodata import passwords
from geodata.sign_in_limits import Limit
from webmap import sign_in
from webmap.app import create_app
from webmap.settings import Settings
from webmap.sign_in import local_address

RIGHT = "en lång mening om ljus"


def test_the_right_password_opens_the_page_that_was_asked_for(client, account, send):
    fields = {"email": account().email, "password": RIGHT, "next": "/?layers=places"}
    answer = send(client, "/sign-in", fields)
    assert (answer.status_code, answer.location) == (303, "/?layers=places")


def test_an_address_is_the_same_in_capitals(client, account, send):
    fields = {"email": account().email.upper(), "password": RIGHT}
    assert send(client, "/sign-in", fields).status_code == 303


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(client, account, send):
    email = account().email
    answers = [
        send(client, "/sign-in", {"email": tried, "password": "something else"})
        for tried in (email, "nobody@test.example")
    ]
    pages = [form_of(answer).replace(email, "").replace("nobody@test.example", "") for answer in answers]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert "hör inte ihop" in pages[0]
    assert pages[0] == pages[1]


def form_of(answer) -> str:
    main = answer.text.split("<main")[1].split("</main>")[0]
    return "".join(line for line in main.splitlines() if "csrf_token" not in line)


def test_an_unknown_address_costs_a_hash_as_a_known_one_does(monkeypatch):
    hashed = []
    verify = passwords._hasher.verify
    monkeypatch.setattr(
        type(passwords._hasher), "verify", lambda self, *given: hashed.append(given) or verify(*given)
    )
    assert passwords.matches("a guess", None) is False
    assert len(hashed) == 1
    assert hashed[0][0].startswith("$argon2id$")


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(client, account, send):
    answer = send(client, "/sign-in", {"email": account().email, "password": RIGHT})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("tryggkarta=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_signing_in_leaves_nothing_of_the_cookie_before(client, account, send):
    with client.session_transaction() as cookie:
        cookie["planted"] = "by someone else"
    send(client, "/sign-in", {"email": account().email, "password": RIGHT})
    with client.session_transaction() as cookie:
        assert "planted" not in cookie


@pytest.mark.parametrize(("since", "seen"), [(12 * 3600 + 60, 0), (3600, 30 * 60 + 60)])
def test_a_session_ends_by_age_and_by_idleness(signed_in, since, seen):
    client = signed_in()
    assert client.get("/map/list").status_code == 200
    with client.session_transaction() as cookie:
        cookie["since"] = int(time.time()) - since
        cookie["seen"] = int(time.time()) - seen
    assert client.get("/map/list").status_code == 302


def test_a_new_password_ends_the_sessions_of_the_old_one(signed_in, session):
    client = signed_in()
    session.execute(text("UPDATE user_account SET credentials_version = credentials_version + 1"))
    session.commit()
    assert client.get("/map/list").status_code == 302


def test_signing_out_closes_the_door_and_keeps_the_language(signed_in, send):
    client = signed_in()
    send(client, "/language", {"language": "en"})
    assert send(client, "/sign-out", {}).status_code == 303
    assert client.get("/map/list").status_code == 302
    assert "Sign in" in client.get("/sign-in").text


def test_signing_out_takes_a_post(signed_in):
    assert signed_in().get("/sign-out").status_code == 405


def test_the_ninth_guess_is_refused_though_it_is_right_and_hears_what_the_others_hear(client, account, send):
    email = account().email
    answers = [send(client, "/sign-in", {"email": email, "password": "wrong"}) for _ in range(9)]
    ninth = send(client, "/sign-in", {"email": email, "password": RIGHT})
    assert {answer.status_code for answer in (*answers, ninth)} == {422}
    assert form_of(ninth) == form_of(answers[0])


def test_a_right_password_takes_the_guesses_before_it_back(client, account, send):
    email = account().email
    for _ in range(2):
        for _ in range(7):
            send(client, "/sign-in", {"email": email, "password": "wrong"})
        assert send(client, "/sign-in", {"email": email, "password": RIGHT}).status_code == 303
        send(client, "/sign-out", {})


def test_an_address_that_tries_many_accounts_is_told_to_wait_before_anything_is_weighed(
    client, send, monkeypatch
):
    monkeypatch.setattr(sign_in, "PER_ADDRESS", Limit("address", ((2, 900),)))
    tries = [send(client, "/sign-in", {"email": f"{n}@test.example", "password": "x"}) for n in range(3)]
    assert [answer.status_code for answer in tries] == [422, 422, 429]
    assert 0 < int(tries[2].headers["Retry-After"]) <= 900


CLOSED = {
    "disabled": "UPDATE user_account SET disabled_at = now()",
    "without a password": "DELETE FROM credential",
    "with a temporary password too old": "UPDATE user_account SET temporary_until = now() - interval '1 s'",
    "locked": "SELECT 1",
}


@pytest.fixture
def hashes(monkeypatch) -> list[str]:
    """Return a list to which every hash that is weighed is added."""
    weighed, verify = [], passwords._hasher.verify
    monkeypatch.setattr(
        type(passwords._hasher), "verify", lambda _, known, word: weighed.append(known) or verify(known, word)
    )
    return weighed


@pytest.fixture
def close(client, account, send, session, hashes):
    """Return a maker of accounts that cannot be entered: `close("locked")` returns its address."""

    def of(state: str) -> str:
        email = account().email
        for _ in range(8 if state == "locked" else 0):
            send(client, "/sign-in", {"email": email, "password": "wrong"})
        session.execute(text(CLOSED[state]))
        session.commit()
        hashes.clear()
        return email

    return of


@pytest.mark.parametrize("state", CLOSED)
def test_an_account_that_cannot_be_entered_costs_one_hash_and_answers_as_an_unknown_one(
    client, close, send, hashes, state
):
    email = close(state)
    fields = {"email": email, "password": RIGHT}
    unknown = send(client, "/sign-in", fields | {"email": "nobody@test.example"})
    closed = send(client, "/sign-in", fields)
    assert (closed.status_code, len(hashes)) == (422, 2)
    assert form_of(closed).replace(email, "") == form_of(unknown).replace("nobody@test.example", "")


def test_an_account_with_codes_asks_for_one_after_the_right_password_only(
    client, account, send, session, hashes
):
    email = account().email
    session.execute(text("UPDATE credential SET totp_secret = 'sealed'"))
    session.commit()
    wrong = send(client, "/sign-in", {"email": email, "password": "wrong"})
    right = send(client, "/sign-in", {"email": email, "password": RIGHT})
    assert (wrong.status_code, "engångskod" in form_of(wrong).lower()) == (422, False)
    assert (right.status_code, right.location, len(hashes)) == (303, "/sign-in/code", 2)


def test_no_more_than_two_hashes_are_made_at_once(monkeypatch):
    at_work, most = [], []

    def slow(*_given):
        at_work.append(1)
        most.append(len(at_work))
        time.sleep(0.05)
        at_work.pop()
        return True

    monkeypatch.setattr(type(passwords._hasher), "verify", slow)
    threads = [threading.Thread(target=passwords.matches, args=("x", "y")) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 2


def test_a_visit_is_renewed_at_sign_in_with_another_form_token(client, account, send):
    before = token_of(client)
    send(client, "/sign-in", {"email": account().email, "password": RIGHT})
    assert token_of(client) != before


def token_of(client) -> str:
    return re.search(r'name="csrf_token" value="([^"]+)"', client.get("/nowhere").text)[1].split(".")[0]


def test_a_request_moves_the_end_of_idleness_and_not_the_end_of_the_session(signed_in):
    client = signed_in()
    with client.session_transaction() as cookie:
        cookie["since"] -= 3600
        cookie["seen"] -= 120
        since, seen = cookie["since"], cookie["seen"]
    client.get("/map/list")
    with client.session_transaction() as cookie:
        assert (cookie["since"], cookie["seen"] > seen) == (since, True)


def test_behind_tls_every_promise_of_the_cookie_is_kept(web_sessions, malmo, account, send):
    app = create_app(web_sessions, malmo, secret_key="k", settings=Settings(secure=True))
    client, fields = app.test_client(), {"email": account().email, "password": RIGHT}
    answer = send(client, "/sign-in", fields, base_url="https://localhost")
    name, _, rest = answer.headers["Set-Cookie"].partition("=")
    flags = {flag.strip().partition("=")[0] for flag in rest.split(";")[1:]}
    assert name == "__Host-tryggkarta"
    assert {"Secure", "HttpOnly", "Path", "SameSite"} <= flags
    assert "SameSite=Lax" in rest
    assert "Domain" not in flags


CHANGES = {
    "a password": "UPDATE credential SET password_hash = 'another'",
    "one-time codes": "UPDATE credential SET totp_secret = 'sealed'",
    "a role more": "INSERT INTO membership (user_id, organisation_id, role, valid_from)"
    " SELECT user_id, organisation_id, 'auditor', valid_from FROM membership",
    "a role less": "UPDATE membership SET valid_to = current_date",
    "a closed account": "UPDATE user_account SET disabled_at = now()",
    "another address": "UPDATE user_account SET email = 'new@test.example'",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_what_someone_may_do_ends_their_sessions(signed_in, session, change):
    client = signed_in()
    assert client.get("/map/list").status_code == 200
    session.execute(text(change))
    session.commit()
    assert client.get("/map/list").status_code == 302


def test_another_language_ends_no_session(signed_in, send):
    client = signed_in()
    send(client, "/language", {"language": "en"})
    assert client.get("/map/list").status_code == 200


@pytest.mark.parametrize(
    ("wanted", "address"),
    [
        ("/places?status=reported", "/places?status=reported"),
        (None, "/"),
        ("", "/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/\t/elsewhere.example", "/"),
        ("places", "/"),
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(wanted, address):
    assert local_address(wanted) == address
