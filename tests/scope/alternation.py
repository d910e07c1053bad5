"""Two people in turns over one connection of each login, with refusals, errors and commits between."""

from collections.abc import Iterator
from contextlib import ExitStack

from flask import g
from scope.oracle import Oracle
from scope.people import Person
from scope.prying import Prying
from sqlalchemy import Engine, create_engine, make_url, text

from geodata.city import CityProfile
from geodata.database import open_sessions
from geodata.guards import POLICE_LOGIN, WEB_LOGIN
from webmap.access import allow_signed_in
from webmap.app import create_app

_SETTINGS = text(
    "SELECT nullif(current_setting('app.user_id', true), '') AS speaks,"
    " (SELECT count(*) FROM place) AS places, pg_backend_pid() AS backend"
)


def crossings(
    address: str, oracle: Oracle, profile: CityProfile, *, requests: int, seed: int = 7
) -> list[str]:
    """Return what someone saw of another's, what a connection kept of its last user, and every failure."""
    with ExitStack() as leaving:
        engines = [_narrow(address, login, leaving) for login in (WEB_LOGIN, POLICE_LOGIN)]
        web, police = (open_sessions(engine) for engine in engines)
        app = create_app(web, profile, secret_key="a key for tests", police_sessions=police)
        app.add_url_rule("/broken", "broken", allow_signed_in(_broken))
        prying = Prying(app, oracle, _several(oracle), seed)
        prying.failing["broken"] = 500
        found = [what for number in range(requests) for what in _turn(prying, engines, number)]
        unmet = {200, 303, 403, 404, 422, 500} - prying.findings.statuses.keys()
        return found + [f"no answer was {status}" for status in sorted(unmet)]


def _narrow(address: str, login: str, leaving: ExitStack) -> Engine:
    engine = create_engine(
        make_url(address).set(username=login),
        pool_size=1,
        max_overflow=0,
        pool_timeout=5,
        hide_parameters=True,
    )
    leaving.callback(engine.dispose)
    return engine


def _several(oracle: Oracle) -> list[Person]:
    """Return people who see different things, of both logins."""
    wanted = ("police_analyst", "coordinator", "partner", "ssp_school")
    return [next(person for person in oracle.people if person.roles == {role}) for role in wanted]


def _broken() -> str:
    """Fail in the middle of a transaction that has read something."""
    g.session.execute(text("SELECT count(*) FROM place"))
    g.session.execute(text("SELECT 1 / 0"))
    return "never"


def _turn(prying: Prying, engines: list[Engine], number: int) -> Iterator[str]:
    prying.ask(1, skip=number)
    yield from prying.findings.leaks
    prying.findings.leaks.clear()
    for engine in engines:
        with engine.connect() as connection:
            left = connection.execute(_SETTINGS).one()
        if left.speaks or left.places:
            yield f"{engine.url.username} still speaks for {left.speaks} and sees {left.places} places"
