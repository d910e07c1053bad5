"""One installation: a data folder, a city profile, and the database that belongs to them.

Without `DATABASE_URL` the database is the embedded cluster in the data folder; with it, any PostgreSQL with
PostGIS that its address names. `WEB_DATABASE_URL` and `POLICE_DATABASE_URL` may give the addresses of the
web's two logins.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError, ProgrammingError

from geodata.city import CityProfile
from geodata.database import open_engine, owner_url, unreachable, upgrade
from geodata.embedded import Cluster
from geodata.errors import SetupError
from geodata.guards import POLICE_LOGIN, WEB_LOGIN
from geodata.readiness import check_city, check_server
from geodata.text import Text

DATABASE = "tryggkarta"


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the installation's own files: `$TRYGGKARTA_HOME`, else `./var`."""
    return Path(environment.get("TRYGGKARTA_HOME") or "var").absolute()


class Installation:
    """A `with` block in which the database runs, is fit for the city, and stands at the newest migration.

    `owner_url` migrates and imports; `web_url` is the login of the web, which owns nothing, and `police_url`
    the one that requests of the police use, which also reaches recorded crime. Entering raises SetupError
    with one sentence when the server is missing, too old, or belongs to another city.
    """

    owner_url: URL
    web_url: URL
    police_url: URL

    def __init__(
        self, home: Path, profile: CityProfile, *, environment: Mapping[str, str] = os.environ
    ) -> None:
        self.home = home
        self.profile = profile
        self.notice: Text | None = None
        self._environment = environment
        self._leaving = ExitStack()

    def __enter__(self) -> Self:
        """Start what must run, migrate, and return the installation with its addresses."""
        with ExitStack() as entering:
            given = self._environment.get("DATABASE_URL")
            if given:
                self.owner_url = owner_url(given)
            else:
                self._start_embedded(entering)
            self._check()
            upgrade(self.owner_url, self.profile)
            if given:
                self.web_url = self._login_of_server(WEB_LOGIN, "WEB_DATABASE_URL", "web-login")
                self.police_url = self._login_of_server(POLICE_LOGIN, "POLICE_DATABASE_URL", "police-login")
            self._leaving = entering.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the embedded database when this process was the last to use it."""
        self._leaving.__exit__(kind, error, trace)

    def _start_embedded(self, entering: ExitStack) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        cluster = Cluster(self.home)
        entering.enter_context(cluster.running())
        with self._alone():
            if not cluster.has_database(DATABASE):
                cluster.create_database(DATABASE)
        self.notice = cluster.notice
        self.owner_url = owner_url(cluster.url(DATABASE))
        self.web_url = owner_url(cluster.url(DATABASE, WEB_LOGIN))
        self.police_url = owner_url(cluster.url(DATABASE, POLICE_LOGIN))

    def _check(self) -> None:
        engine = open_engine(self.owner_url)
        try:
            with engine.connect() as connection:
                check_server(connection)
                check_city(connection, self.profile)
        except OperationalError as error:
            raise unreachable(error) from error
        finally:
            engine.dispose()

    def _login_of_server(self, login: str, variable: str, secret: str) -> URL:
        """Return a login's address on a server of the city's own, giving its role a password when ours."""
        given = self._environment.get(variable)
        if given:
            return owner_url(given)
        password = self.kept_secret(secret)
        engine = open_engine(self.owner_url)
        try:
            with engine.begin() as connection:
                connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('tryggkarta web login'))"))
                quoted = connection.execute(
                    text("SELECT quote_literal(:word)"), {"word": password}
                ).scalar_one()
                connection.exec_driver_sql(f"ALTER ROLE {login} PASSWORD {quoted}")
        except ProgrammingError as error:
            raise SetupError(
                Text(
                    sv="Databasens ägare får inte sätta lösenord för {login}: ange {variable}.",
                    en="The database's owner may not set a password for {login}: give {variable}.",
                ).format(login=login, variable=variable)
            ) from error
        finally:
            engine.dispose()
        return self.owner_url.set(username=login, password=password)

    def kept_secret(self, name: str) -> str:
        """Return the secret called `name`: drawn once, kept in the data folder for its owner alone."""
        kept = self.home / name
        with self._alone():
            if not kept.exists():
                kept.touch(mode=0o600)
                kept.write_text(secrets.token_urlsafe(48), encoding="ascii")
            return kept.read_text(encoding="ascii")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other programs out meanwhile: two may open a new folder at once."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "installation.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
