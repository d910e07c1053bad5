import time

import pytest
from sqlalchemy import text
from werkzeug.exceptions import TooManyRequests

from geodata import passwords
from webmap.sign_in import GuessLimit, local_address

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


def test_the_ninth_wrong_password_is_not_even_tried(client, account, send):
    email = account().email
    answers = [send(client, "/sign-in", {"email": email, "password": "wrong"}).status_code for _ in range(9)]
    assert answers == [422] * 8 + [429]
    assert send(client, "/sign-in", {"email": email, "password": RIGHT}).status_code == 429


def test_attempts_are_forgotten_in_time():
    now = [0.0]
    limit = GuessLimit(2, 60, clock=lambda: now[0])
    limit.count("a")
    limit.count("a")
    with pytest.raises(TooManyRequests) as refused:
        limit.count("a")
    assert refused.value.retry_after == 61
    now[0] = 61
    limit.count("a")


def test_a_right_password_is_no_guess():
    limit = GuessLimit(1)
    limit.count("a")
    limit.forgive("a")
    limit.count("a")


def test_the_limit_keeps_the_newest_keys_only():
    limit = GuessLimit(1, keys=2)
    for key in ("a", "b", "c", "a"):
        limit.count(key)
    with pytest.raises(TooManyRequests):
        limit.count("a")


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
