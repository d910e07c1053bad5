"""The nasty city in a database of its own, the web's two logins to it, and who may see what of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
from flask import Flask
from logins import let_owner_be_logins
from scope.ground import Ground, fill
from scope.oracle import Oracle
from scope.people import Person
from scope.records import keep_records
from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.orm import Session

from geodata.city import CityProfile
from geodata.database import IMPORT_TIMEOUT, open_engine, open_sessions
from geodata.guards import POLICE_LOGIN, WEB_LOGIN
from webmap.app import create_app


@dataclass(frozen=True)
class Scoped:
    """The city as its owner and the two logins of the web reach it."""

    address: str
    owner: Engine
    web: Engine
    police: Engine


@pytest.fixture(scope="session")
def scoped(city_database: Callable[[CityProfile], str], malmo: CityProfile) -> Iterator[Scoped]:
    """Return the settled city and its engines."""
    address = city_database(malmo)
    owner = open_engine(address, statement_seconds=IMPORT_TIMEOUT)
    web, police = (open_engine(make_url(address).set(username=login)) for login in (WEB_LOGIN, POLICE_LOGIN))
    with Session(owner) as session:
        ground = Ground(session)
        fill(ground)
        keep_records(ground)
        session.commit()
    yield Scoped(address, owner, web, police)
    for engine in (owner, web, police):
        engine.dispose()


@pytest.fixture(scope="session")
def oracle(scoped: Scoped, malmo: CityProfile) -> Oracle:
    """Return who may see what of the city, as it was settled."""
    with scoped.owner.connect() as connection:
        return Oracle(connection, malmo, datetime.now(malmo.zone).date())


@pytest.fixture(scope="session")
def people(oracle: Oracle, deep: bool) -> tuple[Person, ...]:
    """Return everyone where tests run deep, else someone of every combination of roles, of varied reach."""
    if deep:
        return oracle.people
    of_roles: dict[frozenset[str], list[Person]] = {}
    for person in oracle.people:
        of_roles.setdefault(person.roles, []).append(person)
    return tuple(alike[number % len(alike)] for number, alike in enumerate(of_roles.values()))


@pytest.fixture(scope="session")
def scoped_app(scoped: Scoped, malmo: CityProfile) -> Flask:
    """Return the application over the city, by its two logins."""
    return create_app(
        open_sessions(scoped.web),
        malmo,
        secret_key="a key for tests",
        police_sessions=open_sessions(scoped.police),
    )


@pytest.fixture
def altered(scoped: Scoped) -> Iterator[Connection]:
    """Return a connection of the owner, who may be both logins: what it alters is undone after."""
    let_owner_be_logins(scoped.owner)
    with scoped.owner.connect() as connection:
        outer = connection.begin()
        yield connection
        outer.rollback()
