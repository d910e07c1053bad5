"""Writing the guards into a database: roles, rights as rows, scope, policies, grants, doors.

Everything is said anew in one transaction, so that what stands in the database is what stands in the files.
"""

import hashlib
import re
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from sqlalchemy import Connection, TextClause, text

from geodata.access import CRIME_FORMS, RIGHTS
from geodata.city import CityProfile
from geodata.codes import CRIME_GROUPS
from geodata.guards.standing import keep_standing

WEB_LOGIN = "tryggkarta_web"
POLICE_LOGIN = "tryggkarta_police"
READER = "tryggkarta_reader"
RETENTION = "tryggkarta_retention"

POLICE_DOORS = frozenset({"incidents_tile", "incident_clusters_tile"})
"""Doors to exact points: the police login's alone."""

_LOGIN = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION"
_NO_LOGIN = _LOGIN.replace("LOGIN", "NOLOGIN", 1)

# Roles belong to the whole server: another database of it may be making them at this moment.
_ROLE = """
DO $$ BEGIN
    CREATE ROLE {role} {attributes};
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
"""

_MEMBERSHIPS = f"""
GRANT {READER} TO CURRENT_USER;
GRANT {RETENTION} TO CURRENT_USER;
GRANT {WEB_LOGIN} TO {POLICE_LOGIN};
"""

_CLOSED = f"""
REVOKE ALL ON SCHEMA police FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public, police FROM {WEB_LOGIN}, {POLICE_LOGIN}, {READER};
GRANT USAGE ON SCHEMA public TO {WEB_LOGIN}, {READER}, {RETENTION};
GRANT USAGE ON SCHEMA police TO {POLICE_LOGIN}, {READER}, {RETENTION};
"""

# What the doors and the scope read, without policies. Nothing here is a password.
_READ_BY_DOORS = (
    "access_right",
    "area",
    "area_successor",
    "change_history",
    "city",
    "crime_form",
    "fault_report",
    "import_batch",
    "initiative",
    "measure",
    "measure_place",
    "membership",
    "observation",
    "place",
    "police.crime_cell",
    "police.crime_cell_figure",
    "police.incident",
    "police.incident_count",
    "retention_run",
    "survey",
)
_READER_GRANTS = (
    *(f"GRANT SELECT ON {table} TO {READER};" for table in _READ_BY_DOORS),
    f"GRANT SELECT (id, name, disabled_at) ON user_account TO {READER};",
)

# FORCE holds the owner to policies too: its own let everything through, and say so.
_GUARDED = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_reads ON {table} FOR SELECT TO CURRENT_USER, {retention} USING (true);
CREATE POLICY owner_adds ON {table} FOR INSERT TO CURRENT_USER, {retention} WITH CHECK (true);
CREATE POLICY owner_changes ON {table} FOR UPDATE TO CURRENT_USER, {retention} USING (true);
CREATE POLICY owner_removes ON {table} FOR DELETE TO CURRENT_USER, {retention} USING (true);
CREATE POLICY doors_read ON {table} FOR SELECT TO {reader} USING (true);
"""


def install(connection: Connection, profile: CityProfile) -> None:
    """Write the guards into a migrated database, where its own are others; the caller commits.

    `connection` is the owner's. The rights of `geodata.access` and the profile's k become rows, so that the
    policies read what the pages read.
    """
    wanted = _fingerprint(connection, profile)
    if not _differ(connection, wanted):
        return
    for role, attributes in _roles():
        connection.exec_driver_sql(_ROLE.format(role=role, attributes=attributes))
    connection.exec_driver_sql(_MEMBERSHIPS)
    _keep_rights(connection, profile)
    _take_policies_down(connection)
    connection.exec_driver_sql(_CLOSED)
    for file in _files("scope"):
        _run(connection, file)
    for file in _files("policies"):
        if "CREATE POLICY" in file.read_text(encoding="utf-8"):
            table = file.name.removesuffix(".sql")
            connection.exec_driver_sql(_GUARDED.format(table=table, reader=READER, retention=RETENTION))
        _run(connection, file)
    for grant in _READER_GRANTS:
        connection.exec_driver_sql(grant)
    _hang_doors(connection)
    _own_by_reader(connection)
    connection.exec_driver_sql(f"COMMENT ON SCHEMA door IS '{wanted}'")
    keep_standing(connection)


def take_down(connection: Connection) -> None:
    """Remove the guards, so that migrations meet every row and may change any column; the caller commits.

    Whoever takes them down installs them again in the same transaction: without them no login reads anything.
    """
    connection.exec_driver_sql("DROP SCHEMA IF EXISTS door CASCADE")
    connection.exec_driver_sql(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {WEB_LOGIN}")
    _take_policies_down(connection)
    for name in _functions(connection, _OF_SCOPE, names=_scope_functions()):
        connection.exec_driver_sql(f"DROP FUNCTION {name}")


def _differ(connection: Connection, wanted: str) -> bool:
    """Return whether the database's guards were written from other files, rights, profile or migration."""
    written = connection.execute(
        text("SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = 'door'")
    ).scalar_one_or_none()
    return written != wanted


def _roles() -> Iterator[tuple[str, str]]:
    yield WEB_LOGIN, _LOGIN
    yield POLICE_LOGIN, _LOGIN
    yield READER, _NO_LOGIN
    yield RETENTION, _NO_LOGIN


def _fingerprint(connection: Connection, profile: CityProfile) -> str:
    """Return what identifies the guards that belong here: files, rights, profile, migration, owner."""
    known = hashlib.sha256()
    for room in ("scope", "policies", "doors"):
        for file in _files(room):
            known.update(file.name.encode() + file.read_bytes())
    known.update(resources.files(__package__).joinpath("install.py").read_bytes())
    rights = [(*key, reach) for *key, reach in _rights()]
    known.update(repr((rights, CRIME_FORMS, profile.smallest_count, profile.boundary_kind)).encode())
    # The server's version too: another one may tell the same policies in other words (see standing).
    stands = connection.execute(
        text("SELECT version_num, current_user, current_setting('server_version_num') FROM alembic_version")
    ).one()
    known.update(repr(tuple(stands)).encode())
    return known.hexdigest()


def _files(room: str) -> list[Traversable]:
    folder = resources.files(__package__).joinpath(room)
    return sorted(
        (file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name
    )


def _run(connection: Connection, file: Traversable) -> None:
    # Straight to the driver: a colon in these files names no parameter, a percent sign stands for itself.
    cursor = connection.connection.cursor()
    try:
        cursor.execute(file.read_text(encoding="utf-8"))
    finally:
        cursor.close()


def _rights() -> Iterator[tuple[str, str, str, str]]:
    for role, entities in RIGHTS.items():
        for entity, right in entities.items():
            for action, reaches in right.items():
                for reach in reaches:
                    yield role, entity, action, reach


def _keep_rights(connection: Connection, profile: CityProfile) -> None:
    connection.exec_driver_sql("DELETE FROM access_right")
    connection.exec_driver_sql("DELETE FROM crime_form")
    connection.execute(
        text("INSERT INTO access_right VALUES (:role, :entity, :action, :reach)"),
        [dict(zip(("role", "entity", "action", "reach"), line, strict=True)) for line in _rights()],
    )
    connection.execute(
        text("INSERT INTO crime_form VALUES (:role, :rank, :form, :cell_metres, :shortest_period)"),
        [
            {
                "role": line.role,
                "rank": rank,
                "form": line.form,
                "cell_metres": line.cell_metres,
                "shortest_period": line.shortest_period,
            }
            for rank, line in enumerate(CRIME_FORMS)
        ],
    )
    reckoned_anew = connection.execute(
        text(
            "UPDATE city SET smallest_count = :k, boundary_kind = :boundary, mapped_groups = :groups"
            " WHERE (smallest_count, boundary_kind, mapped_groups) IS DISTINCT FROM (:k, :boundary, :groups)"
            " RETURNING 1"
        ),
        {
            "k": profile.smallest_count,
            "boundary": profile.boundary_kind,
            "groups": [group.code for group in CRIME_GROUPS if not group.city_level_only],
        },
    )
    if reckoned_anew.all():
        connection.exec_driver_sql("SELECT police.refresh_all_cells()")


def _take_policies_down(connection: Connection) -> None:
    for statement in connection.execute(_UNGUARDED).scalars().all():
        connection.exec_driver_sql(statement)


def _hang_doors(connection: Connection) -> None:
    connection.exec_driver_sql("DROP SCHEMA IF EXISTS door CASCADE")
    connection.exec_driver_sql("CREATE SCHEMA door")
    for file in _files("doors"):
        _run(connection, file)
    connection.exec_driver_sql("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA door FROM PUBLIC")
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA door TO {WEB_LOGIN}")
    for name in _functions(connection, _DOORS):
        plain = name.removeprefix("door.").partition("(")[0]
        login = POLICE_LOGIN if plain in POLICE_DOORS else WEB_LOGIN
        connection.exec_driver_sql(f"GRANT EXECUTE ON FUNCTION {name} TO {login}")


def _own_by_reader(connection: Connection) -> None:
    """Give the doors, and the functions of scope that see more than their caller, to the reader."""
    connection.exec_driver_sql(f"GRANT CREATE ON SCHEMA public, door TO {READER}")
    for name in _functions(connection, _SEEING_MORE, names=_scope_functions()):
        connection.exec_driver_sql(f"ALTER FUNCTION {name} OWNER TO {READER}")
    connection.exec_driver_sql(f"REVOKE CREATE ON SCHEMA public, door FROM {READER}")


_DOORS = text("SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'door'::regnamespace")
_OF_SCOPE = text(
    "SELECT oid::regprocedure::text FROM pg_proc"
    " WHERE pronamespace = 'public'::regnamespace AND proname = ANY(:names)"
)
_SEEING_MORE = text(
    "SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef AND (pronamespace = 'door'::regnamespace"
    " OR pronamespace = 'public'::regnamespace AND proname = ANY(:names))"
)
_UNGUARDED = text(
    "SELECT format('DROP POLICY %I ON %I.%I', policyname, schemaname, tablename) FROM pg_policies"
    " WHERE schemaname IN ('public', 'police')"
    " UNION ALL SELECT format("
    "'ALTER TABLE %1$s NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY', oid::regclass)"
    " FROM pg_class WHERE relrowsecurity AND relnamespace IN ('public'::regnamespace, 'police'::regnamespace)"
)


def _functions(connection: Connection, asked: TextClause, **given: Any) -> list[str]:
    """Return the functions that a catalogue question finds, each with the types of its arguments."""
    return list(connection.execute(asked, given).scalars())


def _scope_functions() -> list[str]:
    """Return the names of the functions that the files of scope make."""
    written = "".join(file.read_text(encoding="utf-8") for file in _files("scope"))
    return re.findall(r"CREATE OR REPLACE FUNCTION (\w+)", written)
