"""Connections to the database: addresses, engines, sessions that carry the asker, migrations.

`geodata` flushes and never commits: who opens a transaction closes it.
"""

from pathlib import Path
from uuid import UUID

import alembic.command
import alembic.config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session, SessionTransaction, sessionmaker

import migrations
from geodata.city import CityProfile
from geodata.errors import SetupError
from geodata.guards import install, take_down
from geodata.text import Text

DRIVER = "postgresql+psycopg2"
INSUFFICIENT_PRIVILEGE = "42501"

# Seconds that a page and an import may wait for the database.
WEB_TIMEOUT = 5
IMPORT_TIMEOUT = 300


def owner_url(address: str) -> URL:
    """Return a database address as given by its user, with our driver named.

    Raises SetupError when it is no PostgreSQL address.
    """
    try:
        url = make_url(address)
    except Exception as error:
        raise _no_address() from error
    if url.get_backend_name() not in {"postgresql", "postgres"}:
        raise _no_address()
    return url.set(drivername=DRIVER)


def _no_address() -> SetupError:
    return SetupError(
        Text(
            sv="DATABASE_URL är ingen adress till PostgreSQL (postgresql://användare@värd/databas).",
            en="DATABASE_URL is no PostgreSQL address (postgresql://user@host/database).",
        )
    )


def open_engine(url: URL | str, *, statement_seconds: int = WEB_TIMEOUT) -> Engine:
    """Return an engine whose statements end after `statement_seconds` and whose locks wait two seconds."""
    settings = {
        "statement_timeout": f"{statement_seconds}s",
        "lock_timeout": f"{min(statement_seconds, 10)}s",
        "idle_in_transaction_session_timeout": f"{max(statement_seconds, 60)}s",
        "timezone": "UTC",
    }
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    return create_engine(
        url,
        pool_pre_ping=True,
        hide_parameters=True,  # what people typed stays out of errors and logs
        connect_args={"options": options, "connect_timeout": 5, "application_name": "tryggkarta"},
    )


def open_sessions(engine: Engine) -> sessionmaker[Session]:
    """Return a maker of sessions; each carries `session.info["user_id"]` into every transaction."""
    maker = sessionmaker(engine, expire_on_commit=False)
    event.listen(maker, "after_begin", _tell_who_asks)
    return maker


def speak_for(
    session: Session, user_id: UUID | None, *, acting_as: str | None = None, request_id: str | None = None
) -> None:
    """Let this session's transactions, the present one included, be asked by `user_id` (None: nobody).

    `acting_as` narrows what they reach to one of the asker's roles; `request_id` stands in their history.
    """
    session.info.update(user_id=user_id, acting_as=acting_as, request_id=request_id)
    if session.in_transaction():
        _say_who_asks(session, session.connection())


def _tell_who_asks(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    _say_who_asks(session, connection)


# Transaction-local: a session-level SET would leak to the next user of the pooled connection.
_WHO_ASKS = text(
    "SELECT set_config('app.user_id', :user_id, true), set_config('app.acting_as', :acting_as, true),"
    " set_config('app.request_id', :request_id, true)"
)


def _say_who_asks(session: Session, connection: Connection) -> None:
    said = {name: str(session.info.get(name) or "") for name in ("user_id", "acting_as", "request_id")}
    connection.execute(_WHO_ASKS, said)


def upgrade(url: URL | str, profile: CityProfile, *, revision: str = "head") -> None:
    """Bring the database at `url` (its owner's address) to `revision`; at the newest with kinds and guards.

    Raises SetupError when the server cannot be reached. The city's metric CRS is fixed by the first run.
    """
    engine = open_engine(url, statement_seconds=IMPORT_TIMEOUT)
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('tryggkarta upgrade'))"))
            config = migration_config(connection, profile)
            stands = MigrationContext.configure(connection).get_current_revision()
            if stands not in {None, ScriptDirectory.from_config(config).get_current_head()}:
                take_down(connection)  # or policies would keep migrations from rows and columns
            alembic.command.upgrade(config, revision)
            if revision == "head":
                _keep_area_kinds(connection, profile)
                install(connection, profile)
    except OperationalError as error:
        raise unreachable(error) from error
    except ProgrammingError as error:
        if getattr(error.orig, "pgcode", None) == INSUFFICIENT_PRIVILEGE:
            raise _may_not_migrate(error) from error
        raise
    finally:
        engine.dispose()


def _may_not_migrate(error: ProgrammingError) -> SetupError:
    return SetupError(
        Text(
            sv="Databasens ägare saknar en rättighet som tabellerna kräver (CREATEROLE, CREATE): {why}",
            en="The database's owner lacks a right that the tables need (CREATEROLE, CREATE): {why}",
        ).format(why=str(error.orig).strip().splitlines()[0])
    )


def migration_config(connection: Connection, profile: CityProfile) -> alembic.config.Config:
    """Return alembic's settings for an open connection; the caller commits."""
    config = alembic.config.Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    config.attributes["profile"] = profile
    return config


def unreachable(error: Exception) -> SetupError:
    """Return the one sentence for a server that does not answer."""
    why = str(getattr(error, "orig", error)).strip().splitlines()
    return SetupError(
        Text(sv="Databasen svarar inte: {why}", en="The database does not answer: {why}").format(
            why=why[0] if why else type(error).__name__
        )
    )


def _keep_area_kinds(connection: Connection, profile: CityProfile) -> None:
    connection.execute(
        text(
            "INSERT INTO area_kind (code, rank, name_sv, name_en, authority)"
            " VALUES (:code, :rank, :name_sv, :name_en, :authority)"
            " ON CONFLICT (code) DO UPDATE SET rank = excluded.rank, name_sv = excluded.name_sv,"
            " name_en = excluded.name_en, authority = excluded.authority"
        ),
        [
            {
                "code": kind.code,
                "rank": rank,
                "name_sv": kind.name.sv,
                "name_en": kind.name.en,
                "authority": kind.authority,
            }
            for rank, kind in enumerate(profile.area_kinds)
        ],
    )
