"""The application on the test's connection, and people who sign in to it."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

import catalogues
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from geodata import models
from geodata.city import CityProfile
from geodata.passwords import hash_password
from webmap.app import create_app
from webmap.sign_in import Door

catalogues.compile_stale()

PASSWORD = "en lång mening om ljus"


@cache
def password_hash() -> str:
    return hash_password(PASSWORD)


class Switchboard:
    """A maker of sessions that passes on to the running test's: one application serves many tests."""

    maker: sessionmaker[Session]

    def __call__(self) -> Session:
        return self.maker()


@pytest.fixture(scope="session")
def switchboard() -> Switchboard:
    """Return what the worker's one application asks for sessions."""
    return Switchboard()


@pytest.fixture(scope="session")
def one_app(switchboard: Switchboard, malmo: CityProfile) -> Flask:
    """Return the worker's application: its templates are compiled once."""
    return create_app(switchboard, malmo, secret_key="a key for tests")


@pytest.fixture
def app(one_app: Flask, switchboard: Switchboard, sessions: sessionmaker[Session]) -> Flask:
    """Return the application whose sessions live on the test's connection."""
    switchboard.maker = sessions
    one_app.extensions["sign_in_door"] = Door()
    return one_app


@pytest.fixture
def own_app(sessions: sessionmaker[Session], malmo: CityProfile) -> Flask:
    """Return an application that the test may change."""
    return create_app(sessions, malmo, secret_key="a key for tests")


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    """Return a browser without a page: it keeps cookies, runs no script."""
    with app.test_client() as client:
        yield client


@pytest.fixture
def account(session: Session) -> Callable[..., models.UserAccount]:
    """Return a builder of accounts with one role, in the whole city unless areas are given."""

    def build(role: str = "planner", *, email: str = "", area_ids: tuple[int, ...] = (), **columns):
        organisation = models.Organisation(
            code=f"org-{role}-{email}", name_sv="Gatukontoret", name_en="Street office", kind="municipality"
        )
        user = models.UserAccount(
            email=email or f"{role}@test.example",
            name=role.title(),
            credential=models.Credential(password_hash=password_hash()),
            **columns,
        )
        user.memberships.append(
            models.Membership(
                organisation=organisation, role=role, area_ids=list(area_ids), valid_from=date(2010, 1, 1)
            )
        )
        session.add(user)
        session.commit()
        session.refresh(user)
        return user

    return build


@pytest.fixture
def send() -> Callable[..., TestResponse]:
    """Return a sender of forms: `send(client, "/language", {"language": "en"})`.

    It sends the token that stands in every page's forms, as a browser does.
    """

    def post(client: FlaskClient, address: str, fields: dict[str, object], **given) -> TestResponse:
        page = client.get("/nowhere").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        return client.post(address, data={"csrf_token": token, **fields}, **given)

    return post


@pytest.fixture
def signed_in(client: FlaskClient, account) -> Callable[..., FlaskClient]:
    """Return a client signed in with a role: `signed_in("planner")`, without the form's costly hash."""

    def sign_in(role: str = "planner", *, on: FlaskClient = client, **given) -> FlaskClient:
        user, now = account(role, **given), int(time.time())
        with on.session_transaction() as cookie:
            cookie |= {
                "user": str(user.id),
                "credentials": user.credentials_version,
                "since": now,
                "seen": now,
            }
        return on

    return sign_in
