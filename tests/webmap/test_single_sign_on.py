import base64
import dataclasses
import hashlib
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask, jsonify, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from sqlalchemy import text
from waitress.server import create_server

from geodata import models
from geodata.errors import SetupError
from geodata.sign_in_settings import Grant, SignIn
from geodata.text import Text
from webmap.app import create_app
from webmap.settings import LOCAL_NAMES, Settings

CLIENT, SECRET = "tryggkarta", "the client's secret"
KEY, OTHER_KEY = RSAKey.generate_key(2048, {"kid": "one"}), RSAKey.generate_key(2048, {"kid": "one"})
PERSON = {"sub": "u-1", "email": "kim@city.example", "name": "Kim", "groups": ["TK-planerare"]}


@dataclass
class Provider:
    """A little OpenID provider: discovery, keys, and tokens for codes that it gave out itself."""

    issuer: str = ""
    person: dict = field(default_factory=lambda: dict(PERSON))
    claims: dict = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: KEY)
    codes: dict = field(default_factory=dict)

    def authorize(self, address: str) -> str:
        """Return where a browser is sent back to after the person has signed in at `address`."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        back = urlsplit(asked["redirect_uri"])
        return f"{back.path}?code={code}&state={asked['state']}"

    def token(self):
        """Answer a code with an ID token, once, to the client that can prove it asked."""
        sent = request.form
        asked = self.codes.pop(sent["code"], None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"].encode()).digest()).rstrip(
            b"="
        )
        known = request.authorization and (request.authorization.username, request.authorization.password)
        if asked is None or challenge.decode() != asked["code_challenge"] or known != (CLIENT, SECRET):
            return jsonify(error="invalid_grant"), 400
        now = int(time.time())
        told = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims = told | self.person | self.claims
        claims = {name: value for name, value in claims.items() if value is not None}
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return jsonify(access_token="a", token_type="Bearer", expires_in=300, id_token=token)

    def app(self) -> Flask:
        """Return the provider's application."""
        app = Flask("provider")

        @app.get("/.well-known/openid-configuration")
        def discover():
            at = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
            found = {name: self.issuer + path for name, path in at.items()}
            return jsonify(
                issuer=self.issuer, **found, id_token_signing_alg_values_supported=["RS256", "none"]
            )

        app.add_url_rule("/token", view_func=self.token, methods=["POST"])
        app.add_url_rule("/keys", "keys", lambda: jsonify(keys=[KEY.as_dict(private=False)]))
        return app


@contextmanager
def served(app: Flask) -> Iterator[str]:
    server = create_server(app, host="127.0.0.1", port=0, threads=2)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.trigger.pull_trigger(server.close)  # in its own thread, which it wakes
    thread.join(timeout=5)
    server.task_dispatcher.shutdown()


@pytest.fixture
def provider() -> Iterator[Provider]:
    """Return a provider that runs on this machine."""
    provider = Provider()
    with served(provider.app()) as address:
        provider.issuer = address
        yield provider


def grant(value: str, role: str, **more) -> Grant:
    given = {"organisation": "gk", "areas": (), "valid_from": None, "valid_to": None}
    return Grant(value, role, **{**given, **more})


def app_of(web_sessions, malmo, issuer, *grants: Grant) -> Flask:
    """Return the application of a city whose people sign in at the issuer."""
    grants = grants or (grant("TK-planerare", "planner"), grant("TK-granskare", "auditor"))
    sign_in = SignIn(Text("Stadens inloggning", "City account"), issuer, CLIENT, "groups", grants)
    profile = dataclasses.replace(malmo, sign_in=sign_in)
    settings = Settings(client_secret=SECRET, trusted_hosts=LOCAL_NAMES)
    return create_app(web_sessions, profile, secret_key="k", settings=settings)


@pytest.fixture
def visitor(web_sessions, malmo, provider, session):
    """Return a browser at an application whose people sign in at the provider."""
    session.add(models.Organisation(code="gk", name_sv="Gk", name_en="Gk", kind="municipality"))
    session.commit()
    return app_of(web_sessions, malmo, provider.issuer).test_client()


def signed_in(visitor, provider):
    """Return the answer to whoever comes back from the provider."""
    away = visitor.get("/sign-in/organisation?next=/areas")
    return visitor.get(provider.authorize(away.location))


def held(session) -> list[tuple]:
    rows = (
        "SELECT role, valid_to IS NULL FROM membership WHERE claimed_from IS NOT NULL ORDER BY role, valid_to"
    )
    return [tuple(row) for row in session.execute(text(rows))]


def test_someone_whom_the_provider_knows_comes_in_with_the_roles_of_the_claims(visitor, provider, session):
    answer = signed_in(visitor, provider)
    assert (answer.status_code, answer.location) == (303, "/areas")
    assert visitor.get("/places").status_code == 200
    assert held(session) == [("planner", True)]
    account = session.query(models.UserAccount).one()
    assert (account.email, account.name, account.password_set_at) == ("kim@city.example", "Kim", None)


def test_the_way_there_carries_state_nonce_and_a_challenge_that_differ_each_time(visitor, provider):
    asked = [parse_qs(urlsplit(visitor.get("/sign-in/organisation").location).query) for _ in range(2)]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]


def test_a_second_sign_in_finds_the_same_account_and_changes_nothing(visitor, provider, session):
    for _ in range(2):
        assert signed_in(visitor, provider).status_code == 303
    assert session.query(models.UserAccount).count() == 1
    assert held(session) == [("planner", True)]


def test_roles_follow_the_claims_at_each_sign_in_and_those_given_by_hand_stay(visitor, provider, session):
    signed_in(visitor, provider)
    account, organisation = session.query(models.UserAccount).one(), session.query(models.Organisation).one()
    by_hand = models.Membership(
        user_id=account.id, organisation_id=organisation.id, role="partner", valid_from=date(2020, 1, 1)
    )
    session.add(by_hand)
    session.commit()
    provider.person["groups"] = ["TK-granskare"]
    assert signed_in(visitor, provider).status_code == 303
    assert held(session) == [("auditor", True), ("planner", False)]
    provider.person["groups"] = []
    assert signed_in(visitor, provider).status_code == 303
    assert held(session) == [("auditor", False), ("planner", False)]
    session.refresh(by_hand)
    assert by_hand.valid_to is None


def test_roles_that_the_claims_no_longer_give_end_the_session_begun_with_them(visitor, provider, session):
    signed_in(visitor, provider)
    other = visitor.application.test_client()
    provider.person["groups"] = []
    assert signed_in(other, provider).status_code == 403
    assert visitor.get("/places").location.startswith("/sign-in")


@pytest.mark.parametrize("groups", [[], ["Other"], None, "Other"])
def test_nobody_gets_an_account_whom_the_claims_give_nothing(visitor, provider, session, groups):
    provider.person["groups"] = groups
    assert signed_in(visitor, provider).status_code == 403
    assert session.query(models.UserAccount).count() == 0


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://elsewhere.example"},
        {"iss": None},
        {"aud": "another client"},
        {"aud": None},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"sub": None},
        {"email": None},
        {"email": "no address"},
        {"name": None},
        {"iat": 4_000_000_000},
        {"aud": ["another", CLIENT], "azp": "another"},
    ],
    ids=str,
)
def test_a_token_that_does_not_fit_opens_nothing(visitor, provider, session, claims):
    provider.claims = claims
    assert signed_in(visitor, provider).status_code == 403
    assert visitor.get("/places").location.startswith("/sign-in")
    assert session.query(models.UserAccount).count() == 0


def test_a_token_signed_by_another_key_opens_nothing(visitor, provider):
    provider.key = OTHER_KEY
    assert signed_in(visitor, provider).status_code == 403


def test_whoever_comes_back_without_having_left_is_turned_away(visitor, provider):
    elsewhere = visitor.application.test_client()
    back = provider.authorize(elsewhere.get("/sign-in/organisation").location)
    assert visitor.get(back).status_code == 403
    assert visitor.get(back.replace("state=", "state=x")).status_code == 403
    assert visitor.get("/sign-in/organisation/return").status_code == 403
    assert visitor.get("/sign-in/organisation/return?error=access_denied").status_code == 403


def test_a_way_back_is_gone_once(visitor, provider):
    back = provider.authorize(visitor.get("/sign-in/organisation").location)
    with visitor.session_transaction() as cookie:
        kept = dict(cookie)
    assert visitor.get(back).status_code == 303
    assert visitor.get(back).status_code == 403
    copied = visitor.application.test_client()
    with copied.session_transaction() as cookie:
        cookie.update(kept)
    assert copied.get(back).status_code == 403


def test_an_account_is_not_taken_over_by_its_address(visitor, provider, session, account):
    account("planner", email=PERSON["email"])
    assert signed_in(visitor, provider).status_code == 409
    assert session.query(models.Identity).count() == 0


def test_a_closed_account_stays_closed(visitor, provider, session):
    signed_in(visitor, provider)
    session.execute(text("UPDATE user_account SET disabled_at = now()"))
    session.commit()
    assert signed_in(visitor, provider).status_code == 403


def test_a_grant_outside_its_days_gives_nothing(web_sessions, malmo, provider, visitor, session):
    past = grant("TK-planerare", "planner", valid_to=date(2020, 1, 1))
    client = app_of(web_sessions, malmo, provider.issuer, past).test_client()
    assert signed_in(client, provider).status_code == 403


def test_a_provider_that_is_away_or_another_is_said_to_be(web_sessions, malmo, provider, visitor):
    gone = app_of(web_sessions, malmo, "http://127.0.0.1:9").test_client()
    assert gone.get("/sign-in/organisation").status_code == 503
    provider.issuer, address = "https://elsewhere.example", provider.issuer
    other = app_of(web_sessions, malmo, address).test_client()
    assert other.get("/sign-in/organisation").status_code == 503


def test_the_sign_in_page_offers_it_where_the_city_has_it_and_nowhere_else(visitor, client):
    assert "Logga in med Stadens inloggning" in visitor.get("/sign-in").text
    assert "/sign-in/organisation" not in client.get("/sign-in").text
    assert client.get("/sign-in/organisation").status_code == 404
    assert client.get("/sign-in/organisation/return?code=x&state=y").status_code == 404


def test_someone_without_a_password_of_ours_is_offered_none(visitor, provider):
    signed_in(visitor, provider)
    assert "/account/password" not in visitor.get("/account").text
    assert visitor.get("/account/password").status_code == 404


def test_settings_that_cannot_work_are_refused_at_start(web_sessions, malmo):
    sign_in = SignIn(Text("x", "x"), "https://a.example", CLIENT, "groups", (grant("a", "king"),))
    profile = dataclasses.replace(malmo, sign_in=sign_in)
    with pytest.raises(SetupError, match="TRYGGKARTA_CLIENT_SECRET"):
        create_app(web_sessions, profile, secret_key="k")
    with pytest.raises(SetupError, match="king"):
        create_app(web_sessions, profile, secret_key="k", settings=Settings(client_secret="s"))
