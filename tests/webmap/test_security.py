import dataclasses
import re

import pytest

from geodata.city import BaseMap
from webmap.app import create_app
from webmap.settings import Settings, from_environment


def policy(answer) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: sources for name, _space, sources in parts}


def test_the_policy_lets_in_our_own_files_and_nothing_else(client):
    found = policy(client.get("/sign-in"))
    nonce = re.search(r"'nonce-([^']+)'", found["script-src"])[1]
    assert found == {
        "default-src": "'self'",
        "script-src": f"'self' 'nonce-{nonce}'",
        "style-src": f"'self' 'nonce-{nonce}'",
        "img-src": "'self' data: blob:",
        "worker-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


def test_every_answer_has_a_nonce_of_its_own(client):
    assert policy(client.get("/sign-in")) != policy(client.get("/sign-in"))


def test_every_script_of_the_map_carries_the_nonce_or_an_address_of_ours(signed_in):
    answer = signed_in().get("/")
    nonce = re.search(r"'nonce-([^']+)'", policy(answer)["script-src"])[1]
    tags = re.findall(r"<script[^>]*>", answer.text)
    assert len(tags) > 5
    assert all(
        f'nonce="{nonce}"' in tag or "application/json" in tag or 'src="/vendor/' in tag for tag in tags
    )


@pytest.mark.parametrize("address", ["/", "/sign-in", "/nowhere"])
def test_no_page_has_inline_handlers_or_styles(signed_in, address):
    page = signed_in().get(address, follow_redirects=True).text
    assert re.findall(r"<[^>]+\s(?:on[a-z]+|style)\s*=", page) == []


@pytest.mark.parametrize("address", ["/", "/sign-in", "/nowhere", "/healthz"])
def test_no_page_names_another_host(signed_in, address):
    page = signed_in().get(address, follow_redirects=True).text.replace("http://www.w3.org/2000/svg", "")
    assert re.findall(r"(?:https?:)?//[a-z0-9.-]+", page) == []


def test_pages_are_not_kept_and_not_framed(signed_in):
    headers = signed_in().get("/").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_form_without_its_token_is_refused(client, account):
    answer = client.post("/sign-in", data={"email": account().email, "password": "en lång mening om ljus"})
    assert answer.status_code == 400
    assert "för gammalt" in answer.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 303),
    ],
)
def test_only_our_own_pages_may_send_forms(client, send, headers, status):
    assert send(client, "/language", {"language": "en"}, headers=headers).status_code == status


def test_a_body_that_is_too_large_is_refused(client, send):
    answer = send(client, "/language", {"language": "x" * (3 * 1024 * 1024)})
    assert answer.status_code == 413


def test_only_the_named_hosts_are_answered(sessions, malmo):
    settings = Settings(trusted_hosts=("karta.example",))
    client = create_app(sessions, malmo, secret_key="k", settings=settings).test_client()
    assert client.get("/healthz", base_url="http://karta.example").status_code == 200
    assert client.get("/healthz", base_url="http://rebound.example").status_code == 400


def test_behind_tls_the_cookie_is_bound_to_this_host(sessions, malmo):
    client = create_app(sessions, malmo, secret_key="k", settings=Settings(secure=True)).test_client()
    cookie = client.get("/sign-in", base_url="https://localhost").headers["Set-Cookie"]
    assert cookie.startswith("__Host-tryggkarta=")
    assert "Secure" in cookie
    assert "Domain" not in cookie


def test_a_city_with_a_background_map_lets_its_pictures_in(sessions, malmo):
    background = BaseMap("wms", "https://karta.example/wms", "grund", "Staden")
    profile = dataclasses.replace(malmo, base_map=background)
    client = create_app(sessions, profile, secret_key="k").test_client()
    assert policy(client.get("/sign-in"))["img-src"] == "'self' data: blob: https://karta.example"


def test_a_server_for_this_machine_answers_to_its_names_only():
    assert from_environment({}, host="127.0.0.1").trusted_hosts == ("127.0.0.1", "localhost", "[::1]")
    assert from_environment({}, host="0.0.0.0").trusted_hosts == ()  # noqa: S104
    assert from_environment({"TRYGGKARTA_HOSTS": "a.example, b.example"}).trusted_hosts == (
        "a.example",
        "b.example",
    )
