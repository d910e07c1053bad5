"""Reading tables and doors as the web's logins do, nothing of ours between: what differs from the oracle.

All of it happens on a connection of the owner that takes a login's role on, so that a test may alter the
database first and undo it after.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import make
import mapbox_vector_tile
import shapely
from scope.oracle import Oracle
from scope.people import Person
from scope.prying import squares_told
from sqlalchemy import Connection, TextClause, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError

from geodata.crs import SWEREF_99_13_30
from geodata.database import INSUFFICIENT_PRIVILEGE
from geodata.filters import MAPPED_GROUPS
from geodata.guards import POLICE_LOGIN, WEB_LOGIN
from geodata.statements import statement

Row = Sequence[object]

_SPEAK = text("SELECT set_config('app.user_id', :id, true), set_config('app.acting_as', :role, true)")
_SPOTS = ((500, 500), (1000, 500), (1985, 470), (3010, 300))
_METRES = 120
_TILE = "7, 68, 40"  # all of the city
_PERIOD = "'2012-01-01', '2016-01-01'"


@contextmanager
def asked_by(connection: Connection, person: Person) -> Iterator[None]:
    """Let the connection do only what a login may do, for a person, as one of their requests would."""
    login = POLICE_LOGIN if _sees_points(person) else WEB_LOGIN
    connection.execute(text(f"SET LOCAL ROLE {login}"))
    connection.execute(_SPEAK, {"id": person.id, "role": person.acting_as or ""})
    yield
    connection.execute(text("SET LOCAL ROLE NONE"))
    connection.execute(_SPEAK, {"id": "", "role": ""})


def asked(
    connection: Connection, question: str | TextClause, given: Mapping[str, object] | None = None
) -> list[Row]:
    """Return the rows of a statement, none where the login may not ask it."""
    put = text(question) if isinstance(question, str) else question
    try:
        with connection.begin_nested():
            return [tuple(row) for row in connection.execute(put, given or {})]
    except DBAPIError as error:
        if getattr(error.orig, "pgcode", None) != INSUFFICIENT_PRIVILEGE:
            raise
        return []


def unnarrowed(question: TextClause, **given: object) -> dict[str, object]:
    """Return the parameters of a statement that is narrowed by none but those given."""
    return dict.fromkeys(question.compile(dialect=postgresql.dialect()).params) | given


def keys(connection: Connection, oracle: Oracle, table: str) -> set[str]:
    """Return the keys of the rows that a login reads of a table, of those that the oracle knows."""
    known = {row.key for row in oracle.rows[table]}
    first = oracle.rows[table][0].columns
    names = ["id"] if "id" in first else list(first)
    return {
        "/".join(map(str, row)) for row in asked(connection, f"SELECT {', '.join(names)} FROM {table}")
    } & known


def differing(connection: Connection, oracle: Oracle, table: str, people: Sequence[Person]) -> list[str]:
    """Return for whom a table holds other rows than they may see, and how many more and fewer."""
    found = []
    for person in people:
        with asked_by(connection, person):
            read = keys(connection, oracle, table)
        wanted = oracle.visible(person, table)
        if read != wanted:
            found.append(f"{_name(person)}: {len(read - wanted)} more, {len(wanted - read)} fewer")
    return found


def misled(connection: Connection, oracle: Oracle, door: str, people: Sequence[Person]) -> list[str]:
    """Return for whom a door lets other things through than they may see."""
    found = []
    for person in people:
        with asked_by(connection, person):
            told = list(DOORS[door](connection, oracle, person))
        found += [f"{_name(person)}: {what}" for what in told]
    return found


def _name(person: Person) -> str:
    return f"{'+'.join(sorted(person.roles))} {person.id}"


def _sees_points(person: Person) -> bool:
    return person.form is not None and person.form.form == "points"


def _layer(found: list[Row], name: str) -> dict:
    drawn = bytes(found[0][0]) if found else b""
    return mapbox_vector_tile.decode(drawn).get(name, {"features": [], "extent": 4096})


def _tile_of(table: str, **constants: str) -> Callable[[Connection, Oracle, Person], Iterator[str]]:
    question = statement("geodata.layers", f"{table}s")

    def compare(connection: Connection, oracle: Oracle, person: Person) -> Iterator[str]:
        z, x, y = map(int, _TILE.split(","))
        asking = unnarrowed(question, z=z, x=x, y=y, **constants)
        layer = _layer(asked(connection, question, asking), f"{table}s")
        drawn = {feature["properties"]["id"] for feature in layer["features"]}
        wanted = {
            row.key for row in oracle.rows[table] if row.shape and row.key in oracle.visible(person, table)
        }
        if drawn != wanted:
            yield f"{len(drawn - wanted)} more, {len(wanted - drawn)} fewer"

    return compare


def _near(table: str) -> Callable[[Connection, Oracle, Person], Iterator[str]]:
    question = statement("geodata.questions", f"{table}s_near")

    def compare(connection: Connection, oracle: Oracle, person: Person) -> Iterator[str]:
        for east, north in _SPOTS:
            spot = shapely.Point(make.EAST + east, make.NORTH + north)
            shape = f"SRID={SWEREF_99_13_30};{spot.wkt}"
            asking = unnarrowed(question, shape=shape, metres=_METRES)
            found = {str(row[0]) for row in asked(connection, question, asking)}
            wanted = {
                row.key
                for row in oracle.rows[table]
                if row.shape
                and shapely.distance(row.shape, spot) <= _METRES
                and row.columns["status"] != "rejected"
                and row.key in oracle.visible(person, table)
            }
            if found != wanted:
                yield f"{len(found - wanted)} more, {len(wanted - found)} fewer at {east}, {north}"

    return compare


def _points(door: str) -> Callable[[Connection, Oracle, Person], Iterator[str]]:
    def compare(connection: Connection, oracle: Oracle, person: Person) -> Iterator[str]:
        call = f"SELECT door.{door}({_TILE}, NULL, NULL, NULL, NULL, NULL, NULL, NULL)"
        layer = _layer(asked(connection, call), "incidents")
        drawn = sum(feature["properties"].get("events", 1) for feature in layer["features"])
        events = oracle.events(person) if _sees_points(person) else ()
        wanted = sum(row.table == "police.incident" and row.shape is not None for row in events)
        if drawn != wanted:
            yield f"{drawn} points, not {wanted}"

    return compare


def _squares(connection: Connection, oracle: Oracle, person: Person) -> Iterator[str]:
    call = f"SELECT door.incident_cells_tile({_TILE}, 1, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL)"
    yield from squares_told(oracle, person, _layer(asked(connection, call), "incident_cells"))


def _of_areas(connection: Connection, oracle: Oracle, person: Person) -> Iterator[str]:
    every = set(oracle.area_shapes)
    call = f"SELECT sum(events) FROM door.area_events(:ids, {_PERIOD}, NULL, NULL)"
    found = asked(connection, call, {"ids": sorted(every)})
    counted = int(found[0][0] or 0) if found else 0  # type: ignore[call-overload]
    reached = every if person.everywhere("incident") else person.areas("incident")
    wanted = sum(
        row.columns.get("events", 1)
        for row in oracle.events(person)
        if reached & set(row.columns["area_ids"]) and row.columns["crime_group"] in MAPPED_GROUPS
    )
    if counted != wanted:
        yield f"{counted} events, not {wanted}"


DOORS: Mapping[str, Callable[[Connection, Oracle, Person], Iterator[str]]] = {
    "places_tile": _tile_of("place"),
    "measures_tile": _tile_of("measure", family_of_type="{}", phase_of_status="{}"),
    "fault_reports_tile": _tile_of("fault_report"),
    "places_near": _near("place"),
    "measures_near": _near("measure"),
    "incidents_tile": _points("incidents_tile"),
    "incident_clusters_tile": _points("incident_clusters_tile"),
    "incident_cells_tile": _squares,
    "area_events": _of_areas,
}
