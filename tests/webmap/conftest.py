"""The application on the test's connection, and people who sign in to it."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import catalogues
import make
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from logins import let_owner_be_logins
from sqlalchemy import Connection, Engine, event, select, text
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from geodata import models
from geodata.city import CityProfile
from geodata.database import open_sessions
from geodata.guards import POLICE_LOGIN, WEB_LOGIN
from importers.uploads import UploadFolder
from webmap.app import create_app
from webmap.settings import MEGABYTE, Settings

catalogues.compile_stale()

PASSWORD = "en lång mening om ljus"


@cache
def password_hash() -> str:
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)  # for many sign-ins


class Switchboard:
    """A maker of sessions that passes on to the running test's: one application serves many tests."""

    maker: sessionmaker[Session]

    def __call__(self) -> Session:
        return self.maker()


@dataclass(frozen=True)
class Pools:
    """What the application asks for sessions, as the web's two logins."""

    web: Switchboard = field(default_factory=Switchboard)
    police: Switchboard = field(default_factory=Switchboard)


@pytest.fixture(scope="session")
def pools() -> Pools:
    """Return what the worker's one application asks for sessions."""
    return Pools()


@pytest.fixture(scope="session")
def upload_folder(tmp_path_factory: pytest.TempPathFactory) -> UploadFolder:
    """Return where files that the tests bring are kept."""
    home = tmp_path_factory.mktemp("home")
    return UploadFolder(home / "uploads", largest=MEGABYTE, incoming=home / "incoming")


@pytest.fixture(scope="session")
def one_app(pools: Pools, malmo: CityProfile, upload_folder: UploadFolder) -> Flask:
    """Return the worker's application: its templates are compiled once."""
    settings = Settings(uploads=upload_folder)
    return create_app(
        pools.web, malmo, secret_key="a key for tests", police_sessions=pools.police, settings=settings
    )


@pytest.fixture
def as_login(connection: Connection, engine: Engine) -> Callable[[str], sessionmaker[Session]]:
    """Return a maker of makers: sessions on the test's connection that do only what a login may do."""
    let_owner_be_logins(engine)

    def maker_of(login: str) -> sessionmaker[Session]:
        maker = open_sessions(engine)
        maker.configure(bind=connection, join_transaction_mode="create_savepoint")
        event.listen(maker, "after_begin", lambda *_: connection.execute(text(f"SET LOCAL ROLE {login}")))
        # A commit releases the savepoint and keeps the role: the test's own session is the owner's again.
        event.listen(maker, "after_commit", lambda _: connection.execute(text("SET LOCAL ROLE NONE")))
        return maker

    return maker_of


@pytest.fixture
def web_sessions(as_login: Callable[[str], sessionmaker[Session]]) -> sessionmaker[Session]:
    """Return a maker of sessions that do only what the web's login may do."""
    return as_login(WEB_LOGIN)


@pytest.fixture
def app(one_app: Flask, pools: Pools, as_login: Callable[[str], sessionmaker[Session]]) -> Flask:
    """Return the application whose sessions live on the test's connection."""
    pools.web.maker, pools.police.maker = as_login(WEB_LOGIN), as_login(POLICE_LOGIN)
    return one_app


@pytest.fixture
def own_app(as_login: Callable[[str], sessionmaker[Session]], malmo: CityProfile) -> Flask:
    """Return an application that the test may change."""
    web, police = as_login(WEB_LOGIN), as_login(POLICE_LOGIN)
    return create_app(web, malmo, secret_key="a key for tests", police_sessions=police)


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


@pytest.fixture
def brought(session) -> Callable[..., models.ImportUpload]:
    """Return a maker of uploads that an account brought: `brought("coordinator@test.example", status=…)`."""

    def build(by: str, **columns) -> models.ImportUpload:
        person = session.scalar(select(models.UserAccount.id).where(models.UserAccount.email == by))
        row = make.upload(session, uploaded_by=person, **columns)
        session.commit()
        return row

    return build
