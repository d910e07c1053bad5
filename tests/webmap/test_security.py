import dataclasses
import re
from pathlib import Path

import pytest
from flask import request
from flask.sessions import SecureCookieSessionInterface

import webmap
from geodata.city import BaseMap
from geodata.errors import SetupError
from webmap.access import allow_without_database
from webmap.app import create_app
from webmap.security import ALWAYS
from webmap.settings import LOCAL_NAMES, Settings, from_environment

ROOM = Path(webmap.__file__).parent
INLINE = re.compile(r"<[^>]+\s(?:on[a-z]+|style)\s*=")


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
    assert INLINE.findall(page) == []


def test_no_template_writes_inline_handlers_styles_or_addresses_that_are_scripts():
    templates = {path: path.read_text(encoding="utf-8") for path in (ROOM / "templates").rglob("*.html")}
    found = re.compile(
        r"hx-on|(?<![-\w])on[a-z]+\s*=\s*[\"'{]|\sstyle\s*=|javascript:|<style(?!>{{ style }}<)|\|\s*safe\b"
    )
    assert len(templates) > 40
    assert [(path.name, hit) for path, text in templates.items() for hit in found.findall(text)] == []


def test_no_module_writes_text_as_markup_or_runs_text_as_code():
    modules = {path: path.read_text(encoding="utf-8") for path in (ROOM / "static").rglob("*.js")}
    found = re.compile(
        r"\.(?:inner|outer)HTML\s*=(?!=)|insertAdjacentHTML|document\.write|\beval\(|new Function"
        r"|set(?:Timeout|Interval)\(\s*[\"'`]|setAttribute\(\s*[\"'](?:on|style)"
    )
    assert len(modules) > 10
    assert [(path.name, hit) for path, text in modules.items() for hit in found.findall(text)] == []


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


def test_a_server_answers_to_the_names_of_its_machine_unless_told_others():
    assert Settings().trusted_hosts == LOCAL_NAMES
    assert from_environment({}, host="127.0.0.1").trusted_hosts == LOCAL_NAMES
    assert from_environment({}, host="Karta.example").trusted_hosts == (*LOCAL_NAMES, "karta.example")
    assert from_environment({"TRYGGKARTA_HOSTS": "a.example, b.example"}).trusted_hosts == (
        "a.example",
        "b.example",
    )


def test_a_server_on_every_address_still_answers_to_its_own_names_only(sessions, malmo):
    settings = from_environment({}, host="0.0.0.0")  # noqa: S104
    client = create_app(sessions, malmo, secret_key="k", settings=settings).test_client()
    assert client.get("/healthz").status_code == 200
    assert client.get("/healthz", base_url="http://rebound.example").status_code == 400


def test_behind_a_proxy_of_ours_pages_are_reached_over_tls():
    assert from_environment({}).secure is False
    assert from_environment({"TRYGGKARTA_PROXIES": "1"}).secure is True
    assert from_environment({"TRYGGKARTA_PROXIES": "1", "TRYGGKARTA_SECURE": "0"}).secure is False


def test_a_number_of_proxies_that_is_none_is_said_to_be_none():
    with pytest.raises(SetupError, match="TRYGGKARTA_PROXIES"):
        from_environment({"TRYGGKARTA_PROXIES": "yes"})


@pytest.mark.parametrize(("proxies", "sender"), [(0, "127.0.0.1"), (1, "192.0.2.7"), (2, "198.51.100.9")])
def test_only_our_own_proxies_say_who_sends(sessions, malmo, proxies, sender):
    app = create_app(sessions, malmo, secret_key="k", settings=Settings(proxies=proxies))
    heard = []

    @app.get("/heard")
    @allow_without_database
    def hear():
        heard.append((request.remote_addr, request.is_secure))
        return ""

    forwarded = {
        "X-Forwarded-For": "203.0.113.1, 198.51.100.9, 192.0.2.7",
        "X-Forwarded-Proto": "https, https",
    }
    app.test_client().get("/heard", headers=forwarded)
    assert heard == [(sender, proxies > 0)]


def test_a_page_of_the_same_name_without_tls_may_not_send_forms(sessions, malmo, send):
    client = create_app(sessions, malmo, secret_key="k", settings=Settings(secure=True)).test_client()
    answer = send(client, "/language", {"language": "en"}, headers={"Origin": "http://localhost"})
    assert answer.status_code == 403
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/sign-in", 200),
        ("GET", "/", 302),
        ("GET", "/healthz", 200),
        ("GET", "/nowhere", 404),
        ("GET", "/api/nowhere", 404),
        ("GET", "/tiles/9/274/160.mvt", 401),
        ("GET", "/places?q=%00", 400),
        ("POST", "/language", 400),
        ("PUT", "/sign-in", 405),
        ("TRACE", "/sign-in", 405),
        ("OPTIONS", "/sign-in", 200),
        ("HEAD", "/sign-in", 200),
        ("GET", "/favicon.ico", 200),
    ],
)
def test_every_answer_carries_the_headers_of_all_answers(client, method, address, status):
    with client.open(address, method=method) as answer:
        assert answer.status_code == status
        assert {name for name in ALWAYS if name not in answer.headers} == set()
        assert "'nonce-" in answer.headers["Content-Security-Policy"]
        assert "Server" not in answer.headers


def test_what_fails_before_every_guard_carries_the_headers_too(own_app):
    class Broken(SecureCookieSessionInterface):
        def open_session(self, _app, _request):
            raise ValueError("Anna Andersson")

    own_app.session_interface = Broken()
    answer = own_app.test_client().get("/sign-in")
    assert answer.status_code == 500
    assert {name for name in ALWAYS if name not in answer.headers} == set()
    assert "Anna" not in answer.text


def test_an_error_in_the_errors_page_is_one_plain_sentence(own_app, caplog):
    own_app.jinja_env.globals["asset"] = lambda _name: 1 / 0
    answer = own_app.test_client().get("/nowhere")
    assert (answer.status_code, answer.mimetype) == (500, "text/plain")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert f"request {answer.headers['X-Request-Id']} failed: ZeroDivisionError" in caplog.text


def test_a_file_that_is_kept_for_good_is_kept_with_its_headers(client):
    address = re.search(r'href="(/static/[^"]+\.css)"', client.get("/sign-in").text)[1]
    with client.get(address) as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        tag = answer.headers["ETag"]
    with client.get(address, headers={"If-None-Match": tag}) as again:
        assert again.status_code == 304
        assert {name for name in ALWAYS if name not in again.headers} == set()


def test_what_a_page_depends_on_is_said(client):
    answer = client.get("/sign-in")
    assert {"Cookie", "Accept-Language", "HX-Request"} <= set(answer.headers["Vary"].split(", "))


def test_no_header_or_field_makes_a_request_another_method(client, send):
    answer = send(
        client,
        "/language?_method=DELETE",
        {"language": "en", "_method": "DELETE"},
        headers={"X-HTTP-Method-Override": "DELETE"},
    )
    assert answer.status_code == 303


def test_a_form_of_too_many_parts_is_refused(client, send):
    fields = {f"field{number}": "x" for number in range(600)}
    answer = send(client, "/language", fields, content_type="multipart/form-data")
    assert answer.status_code == 413
