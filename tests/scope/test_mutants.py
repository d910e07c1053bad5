"""The guards broken one at a time, in a transaction that is undone: what notices every breakage."""

import re

import pytest
from scope import rows
from scope.alternation import crossings
from scope.prying import Prying
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import sessionmaker

from geodata import database
from geodata.guards import POLICE_LOGIN, READER, WEB_LOGIN
from geodata.guards.check import faults
from webmap.app import create_app

WIDENED = (
    "UPDATE access_right SET reach = 'city'"
    " WHERE role = 'partner' AND entity = 'observation' AND action = 'read'"
)


def rewritten(connection, function, was, becomes):
    """Write a function of the database anew, with some words of it replaced."""
    stands = connection.scalar(text("SELECT pg_get_functiondef(CAST(:name AS regproc))"), {"name": function})
    changed = re.sub(was, becomes, stands)
    assert changed != stands
    connection.exec_driver_sql(changed.replace("%", "%%"))


def told(connection, profile):
    return " ".join(fault.en for fault in faults(connection, profile))


def test_the_guards_stand_as_they_are_written(altered, malmo):
    assert faults(altered, malmo) == ()


@pytest.mark.parametrize(
    ("breakage", "words"),
    [
        ("ALTER TABLE place NO FORCE ROW LEVEL SECURITY", "off for the owner: place"),
        ("ALTER TABLE measure DISABLE ROW LEVEL SECURITY", "off for the owner: measure"),
        (
            "CREATE POLICY more ON place FOR SELECT TO tryggkarta_web USING (true)",
            "lets everything through: place: more",
        ),
        (
            "CREATE POLICY more ON goal FOR ALL TO tryggkarta_web USING (held)",
            "for every command at once: goal: more",
        ),
        ("DROP POLICY web_reads ON photo", "not those of the files: photo: web_reads"),
        ("ALTER POLICY web_reads ON place USING (NOT held)", "altered since they were written"),
        (f"ALTER ROLE {WEB_LOGIN} CREATEDB", f"too much power: {WEB_LOGIN}"),
        (f"ALTER ROLE {POLICE_LOGIN} CREATEROLE", f"too much power: {POLICE_LOGIN}"),
        (f"GRANT {READER} TO {WEB_LOGIN}", f"{WEB_LOGIN} → {READER}"),
        (f"GRANT CREATE ON SCHEMA public TO {WEB_LOGIN}", f"may create in: {WEB_LOGIN}: public"),
        (f"GRANT USAGE ON SCHEMA police TO {WEB_LOGIN}", "may enter the schema police"),
        ("GRANT SELECT ON place TO PUBLIC", "nobody should have: place SELECT PUBLIC"),
        (f"GRANT INSERT ON area TO {WEB_LOGIN}", f"nobody should have: area INSERT {WEB_LOGIN}"),
        (f"GRANT TRUNCATE ON goal TO {WEB_LOGIN}", f"nobody should have: goal TRUNCATE {WEB_LOGIN}"),
        ("CREATE TABLE forgotten (name text)", "No file of policies speaks of the table forgotten"),
        ("CREATE MATERIALIZED VIEW seen AS SELECT * FROM place", "speaks of the table seen"),
        (
            f"ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO {WEB_LOGIN}",
            f"given away: * SELECT {WEB_LOGIN}",
        ),
        (
            "ALTER FUNCTION door.places_in RESET search_path",
            "looks names up where its caller says: door.places_in",
        ),
        (
            "ALTER FUNCTION door.places_in SET search_path = pg_temp, public",
            "looks names up where its caller says",
        ),
        (
            "ALTER FUNCTION door.places_in SECURITY INVOKER",
            "lends the rights of the wrong role: door.places_in",
        ),
        ("GRANT EXECUTE ON FUNCTION door.places_in TO PUBLIC", "Anybody may run door.places_in"),
        ("GRANT EXECUTE ON FUNCTION credentials_of TO PUBLIC", "Anybody may run credentials_of"),
        (
            f"GRANT EXECUTE ON FUNCTION door.incidents_tile TO {WEB_LOGIN}",
            "points is open to the wrong login",
        ),
        (WIDENED, "rights in access_right"),
        ("UPDATE crime_form SET form = 'points' WHERE role = 'planner'", "rights in crime_form"),
        ("UPDATE city SET smallest_count = 1", "rights in city"),
        ("ALTER TABLE place DISABLE TRIGGER place_is_held", "altered since they were written"),
    ],
)
def test_the_catalogue_tells_of(altered, malmo, breakage, words):
    altered.exec_driver_sql(breakage)
    assert words in told(altered, malmo)


def test_not_even_the_owner_can_let_a_login_pass_by_the_policies(altered):
    with pytest.raises(ProgrammingError, match="must be superuser"):
        altered.exec_driver_sql(f"ALTER ROLE {WEB_LOGIN} BYPASSRLS")


def test_the_catalogue_tells_of_a_login_that_is_its_owner(altered, malmo):
    owner = altered.scalar(text("SELECT current_user"))
    altered.exec_driver_sql(
        f'REVOKE {WEB_LOGIN}, {POLICE_LOGIN} FROM "{owner}"; GRANT "{owner}" TO {WEB_LOGIN}'
    )
    assert f"{WEB_LOGIN} → {owner}" in told(altered, malmo)


def test_the_catalogue_tells_of_a_door_that_asks_for_nobody(altered, malmo):
    rewritten(altered, "door.measures_in", r"PERFORM demand_asker\(\);", "")
    assert "does not demand to know who asks: door.measures_in" in told(altered, malmo)


@pytest.mark.parametrize(
    ("table", "breakage"),
    [
        ("place", "ALTER TABLE place DISABLE ROW LEVEL SECURITY"),
        ("measure", "ALTER POLICY web_reads ON measure USING (true)"),
        ("import_batch", "ALTER POLICY web_reads ON import_batch USING (asking_user() IS NOT NULL)"),
        (
            "police.incident",
            "ALTER POLICY police_reads ON police.incident USING (my_areas('incident', 'read') <> '{}')",
        ),
        ("observation", WIDENED),
        ("membership", "ALTER POLICY web_reads ON membership USING (may_all('area', 'read'))"),
    ],
)
def test_the_rows_that_are_read_tell_of(altered, oracle, people, table, breakage):
    altered.exec_driver_sql(breakage)
    assert rows.differing(altered, oracle, table, people)


def test_the_rows_that_are_read_tell_of_a_policy_that_shows_what_is_held(altered, oracle, people):
    reads = altered.scalar(
        text("SELECT qual FROM pg_policies WHERE tablename = 'place' AND policyname = 'web_reads'")
    )
    altered.exec_driver_sql(
        f"ALTER POLICY web_reads ON place USING ({reads.replace('(NOT held)', 'true', 1)})"
    )
    assert rows.differing(altered, oracle, "place", people)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (r"AND \(membership\.valid_to IS NULL OR [^\n]*\)\n", "\n"),
        (r"AND membership\.valid_from <= [^\n]*\n", "\n"),
        (r"AND membership\.role = coalesce\([^\n]*;", ";"),
    ],
    ids=["ended memberships", "coming memberships", "the role asked in"],
)
def test_the_rows_that_are_read_tell_of_memberships_that_are_not_asked_for(altered, oracle, was, becomes):
    rewritten(altered, "my_memberships", was, becomes)
    assert rows.differing(altered, oracle, "place", oracle.people)


@pytest.mark.parametrize(
    ("door", "asked", "change"),
    [
        ("places_in", "places_tile", (r"_everywhere OR", "true OR")),
        ("places_in", "places_near", (r"_everywhere OR", "true OR")),
        ("measures_in", "measures_tile", (r"AND \(NOT measure\.held[^;]*;", ";")),
        ("incidents_tile", "incidents_tile", (r"_everywhere OR", "true OR")),
        ("incident_cells_tile", "incident_cells_tile", (r"_scope\.everywhere OR", "true OR")),
        ("area_events", "area_events", (r"CASE WHEN _everywhere", "CASE WHEN true")),
    ],
)
def test_the_doors_tell_of_a_filter_that_is_gone(altered, oracle, door, asked, change):
    rewritten(altered, f"door.{door}", *change)
    assert rows.misled(altered, oracle, asked, oracle.people)


def test_alternating_tells_of_a_setting_that_outlives_its_transaction(scoped, oracle, malmo, monkeypatch):
    lasting = text(str(database._WHO_ASKS).replace("true", "false"))
    monkeypatch.setattr(database, "_WHO_ASKS", lasting)
    assert any("speaks for" in what for what in crossings(scoped.address, oracle, malmo, requests=60))


def test_random_requests_tell_of_sessions_that_do_not_say_who_asks(scoped, oracle, malmo):
    silent = [sessionmaker(engine, expire_on_commit=False) for engine in (scoped.web, scoped.police)]
    app = create_app(silent[0], malmo, secret_key="a key for tests", police_sessions=silent[1])
    assert Prying(app, oracle, list(oracle.people[:5]), 1).ask(20).seen == set()
