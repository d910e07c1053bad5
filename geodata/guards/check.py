"""Whether the guards stand: what is wrong with a database, asked of its catalogue by its owner."""

import re
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

from sqlalchemy import Connection, text

from geodata.access import CRIME_FORMS, RIGHTS
from geodata.city import CityProfile
from geodata.guards.install import POLICE_DOORS, POLICE_LOGIN, READER, RETENTION, WEB_LOGIN
from geodata.guards.standing import standing
from geodata.statements import statement
from geodata.text import Text

ANONYMOUS_DOORS = frozenset({"has_synthetic"})
"""Doors that answer nobody too: that figures are made up is said at the sign-in page already."""

_FAULTS = {
    "login_missing": Text("Rollen saknas: {about}.", "The role is missing: {about}."),
    "login_too_strong": Text("Rollen har för stor makt: {about}.", "The role has too much power: {about}."),
    "login_in_role": Text(
        "Inloggningen får det en annan roll får: {about}.", "The login may do what another role may: {about}."
    ),
    "login_owns": Text(
        "Inloggningen äger något i databasen: {about}.", "The login owns something in the database: {about}."
    ),
    "login_creates": Text("Inloggningen får skapa i: {about}.", "The login may create in: {about}."),
    "schema_open": Text(
        "Webbens inloggning når schemat {about}.", "The web's own login may enter the schema {about}."
    ),
    "table_unlisted": Text(
        "Ingen regelfil nämner tabellen {about}.", "No file of policies speaks of the table {about}."
    ),
    "table_unguarded": Text(
        "Radskyddet är inte påslaget, eller inte mot ägaren: {about}.",
        "Row security is off, or off for the owner: {about}.",
    ),
    "table_granted": Text(
        "En rättighet som ingen ska ha: {about}.", "A right that nobody should have: {about}."
    ),
    "granted_by_default": Text(
        "Nya tabeller och funktioner ges bort: {about}.", "New tables and functions are given away: {about}."
    ),
    "policy_for_all": Text(
        "En regel gäller alla kommandon på en gång: {about}.",
        "A policy is for every command at once: {about}.",
    ),
    "policy_open": Text(
        "En regel släpper igenom allt: {about}.", "A policy lets everything through: {about}."
    ),
    "function_unpinned": Text(
        "Funktionen söker namn där anroparen vill: {about}.",
        "The function looks names up where its caller says: {about}.",
    ),
    "function_misowned": Text(
        "Funktionen lånar ut fel rolls rättigheter: {about}.",
        "The function lends the rights of the wrong role: {about}.",
    ),
    "function_open": Text("Vem som helst får köra {about}.", "Anybody may run {about}."),
    "door_misplaced": Text(
        "Punktdörren är öppen för fel inloggning: {about}.",
        "The door to points is open to the wrong login: {about}.",
    ),
    "door_unasked": Text(
        "Dörren frågar inte vem som frågar: {about}.", "The door does not demand to know who asks: {about}."
    ),
    "altered": Text(
        "Skydden är ändrade sedan de skrevs; kör {about}.",
        "The guards were altered since they were written; run {about}.",
    ),
}
# What `install` gives every guarded table, beside the policies of its file.
_OF_EVERY_TABLE = ("owner_reads", "owner_adds", "owner_changes", "owner_removes", "doors_read")
_WRONG_POLICY = Text(
    "Reglerna är inte filernas: {about}.", "The policies are not those of the files: {about}."
)
_WRONG_RIGHTS = Text(
    "Rättigheterna i {about} är inte registrets.", "The rights in {about} are not those of the registry."
)


def faults(connection: Connection, profile: CityProfile) -> tuple[Text, ...]:
    """Return what is wrong with the guards of a database, none where they stand as installed.

    `connection` is the owner's; nothing is changed. It reads the catalogue through: for checks, not requests.
    """
    given = _parameters(connection)
    found = [
        fault.format(about=about)
        for name, fault in _FAULTS.items()
        for about in connection.scalars(statement(f"{__package__}.faults", name), given)
    ]
    return (*found, *_policy_faults(connection), *_rights_faults(connection, profile))


def _parameters(connection: Connection) -> Mapping[str, Any]:
    files = _policy_files()
    guarded = [table for table, written in files.items() if "CREATE POLICY" in written]
    return {
        "web": WEB_LOGIN,
        "police": POLICE_LOGIN,
        "reader": READER,
        "logins": [WEB_LOGIN, POLICE_LOGIN],
        "hands": [READER, RETENTION],
        "guarded": guarded,
        "open": [table for table in files if table not in guarded],
        "points": sorted(POLICE_DOORS),
        "anonymous": sorted(ANONYMOUS_DOORS),
        "standing": standing(connection),
    }


def _policy_files() -> Mapping[str, str]:
    """Return what the files of policies/ say, by the table that each is named for."""
    folder = resources.files(__package__).joinpath("policies")
    return {
        file.name.removesuffix(".sql"): file.read_text(encoding="utf-8")
        for file in folder.iterdir()
        if file.name.endswith(".sql")
    }


def _policy_faults(connection: Connection) -> Iterator[Text]:
    """Yield the policies that stand and are in no file, and those that are missing."""
    wanted = {
        (table, name)
        for table, written in _policy_files().items()
        if "CREATE POLICY" in written
        for name in (*re.findall(r"CREATE POLICY (\w+)", written), *_OF_EVERY_TABLE)
    }
    found = connection.execute(
        text(
            "SELECT CASE schemaname WHEN 'public' THEN '' ELSE schemaname || '.' END || tablename, policyname"
            " FROM pg_policies WHERE schemaname IN ('public', 'police')"
        )
    )
    for table, name in sorted(wanted ^ {(row[0], row[1]) for row in found}):
        yield _WRONG_POLICY.format(about=f"{table}: {name}")


def _rights_faults(connection: Connection, profile: CityProfile) -> Iterator[Text]:
    """Yield the tables whose rows are not what the registry and the profile say."""
    rights = {
        (role, entity, action, reach)
        for role, entities in RIGHTS.items()
        for entity, right in entities.items()
        for action, reaches in right.items()
        for reach in reaches
    }
    forms = {
        (line.role, rank, line.form, line.cell_metres, line.shortest_period)
        for rank, line in enumerate(CRIME_FORMS)
    }
    city = {(profile.smallest_count, profile.boundary_kind)}
    for table, columns, wanted in (
        ("access_right", "role, entity, action, reach", rights),
        ("crime_form", "role, rank, form, cell_metres, shortest_period", forms),
        ("city", "smallest_count, boundary_kind", city),
    ):
        if {tuple(row) for row in connection.execute(text(f"SELECT {columns} FROM {table}"))} != wanted:  # noqa: S608 - our own words
            yield _WRONG_RIGHTS.format(about=table)
