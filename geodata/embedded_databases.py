"""The logins and databases inside the embedded cluster."""

from collections.abc import Callable
from contextlib import closing

from psycopg2 import sql
from psycopg2.extensions import connection as Connection  # noqa: N812 - psycopg2 names its class so

from geodata.guards import POLICE_LOGIN, WEB_LOGIN
from geodata.requirements import missing_postgis

SUPERUSER = "postgres"
# Owns the databases and migrates them; the other logins get from the guards what they may do.
OWNER = "tryggkarta_owner"
LOGINS = {
    OWNER: sql.SQL("LOGIN CREATEDB CREATEROLE"),
    WEB_LOGIN: sql.SQL("LOGIN"),
    POLICE_LOGIN: sql.SQL("LOGIN"),
}
# Only a superuser may create PostGIS: a template that has it lets the owner make databases with it.
TEMPLATE = "tryggkarta_template"
EXTENSIONS = ("postgis", "pg_trgm", "btree_gist")

Connect = Callable[[str], Connection]


def prepare(connect: Connect) -> None:
    """Create the missing logins and template; raise SetupError where PostGIS is not installed."""
    with closing(connect("postgres")) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles")
        known = {name for (name,) in cursor.fetchall()}
        for login in LOGINS.keys() - known:
            cursor.execute(sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(login), LOGINS[login]))
        if not exists(connect, TEMPLATE):
            _check_postgis(connection)
            _create_template(connect, connection)


def _check_postgis(connection: Connection) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_available_extensions WHERE name = 'postgis'")
        if cursor.fetchone() is None:
            raise missing_postgis(str(connection.server_version // 10_000))


def _create_template(connect: Connect, connection: Connection) -> None:
    """Create the template under another name first, so that a half-made one is never copied."""
    unfinished = f"{TEMPLATE}_unfinished"
    drop(connect, unfinished)
    create(connect, unfinished, "template1", SUPERUSER)
    with closing(connect(unfinished)) as inside, inside.cursor() as cursor:
        for extension in EXTENSIONS:
            cursor.execute(sql.SQL("CREATE EXTENSION {}").format(sql.Identifier(extension)))
    with connection.cursor() as cursor:
        names = {"old": sql.Identifier(unfinished), "new": sql.Identifier(TEMPLATE)}
        cursor.execute(sql.SQL("ALTER DATABASE {old} RENAME TO {new}").format(**names))
        cursor.execute(sql.SQL("ALTER DATABASE {new} IS_TEMPLATE true").format(**names))


def exists(connect: Connect, name: str) -> bool:
    """Return whether there is a database `name`."""
    with closing(connect("postgres")) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", (name,))
        return cursor.fetchone() is not None


def create(connect: Connect, name: str, template: str, owner: str) -> None:
    """Create database `name` as a copy of `template`, owned by `owner`."""
    words = {"name": name, "template": template, "owner": owner}
    statement = sql.SQL("CREATE DATABASE {name} TEMPLATE {template} OWNER {owner}")
    with closing(connect("postgres")) as connection, connection.cursor() as cursor:
        cursor.execute(statement.format(**{key: sql.Identifier(word) for key, word in words.items()}))


def drop(connect: Connect, name: str) -> None:
    """Drop database `name` and the connections to it; nothing happens when there is none."""
    with closing(connect("postgres")) as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
