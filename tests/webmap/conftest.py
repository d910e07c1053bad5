"""The application on the test's connection, and people who sign in to it."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from geodata import models
from geodata.city import CityProfile
from geodata.passwords import hash_password
from webmap.app import create_app

PASSWORD = "en lång mening om ljus"


@cache
def password_hash() -> str:
    return hash_password(PASSWORD)


@pytest.fixture
def app(sessions: sessionmaker[Session], malmo: CityProfile) -> Flask:
    """Return the application whose sessions live on the test's connection."""
    app = create_app(sessions, malmo, secret_key="a key for tests")
    app.testing = False  # errors are answered as in service
    return app


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
            password_hash=password_hash(),
            **columns,
        )
        user.memberships.append(
            models.Membership(
                organisation=organisation, role=role, area_ids=list(area_ids), valid_from=date(2010, 1, 1)
            )
        )
        session.add(user)
        session.commit()
        return user

    return build


@pytest.fixture
def signed_in(client: FlaskClient, account) -> Callable[..., FlaskClient]:
    """Return a client signed in with a role: `signed_in("planner")`."""

    def sign_in(role: str = "planner", **given) -> FlaskClient:
        user = account(role, **given)
        send(client, "/sign-in", {"email": user.email, "password": PASSWORD})
        return client

    return sign_in


def send(client: FlaskClient, address: str, fields: dict[str, object], **given):
    """Send a form as a browser does: with the token that stands in every page's forms."""
    page = client.get("/nowhere").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    return client.post(address, data={"csrf_token": token, **fields}, **given)
