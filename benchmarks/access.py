"""Pages and time of a tile for every role at a million points: no guard, plain row policies, the door.

Run: python -m benchmarks.access [POINTS]. Starts a database of its own in a temporary folder. Pages are
those that PostgreSQL touches (shared hit + read); time is the median of five, in milliseconds. The tile is
one of zoom 15 in the middle of a city of 12 x 12 km with 16 districts; who is bound to areas is bound to
the one that holds it. The door reads memberships too, which is part of its pages.
"""

import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, Engine, text

from geodata import city
from geodata.access import CRIME_FORMS, RIGHTS
from geodata.database import IMPORT_TIMEOUT, open_engine, upgrade
from geodata.embedded import Cluster
from geodata.guards import POLICE_LOGIN, WEB_LOGIN

POINTS = 1_000_000
SIDE = 12_000
EAST, NORTH = 112_000, 6_157_000
ZOOM = 15

CITY = """
INSERT INTO area (kind, code, name_sv, name_en, geom, valid_from)
SELECT
    'stadsdel', 'd' || c || r, 'd' || c || r, 'd' || c || r,
    ST_Multi(ST_MakeEnvelope(
        :east + c * 3000, :north + r * 3000, :east + (c + 1) * 3000, :north + (r + 1) * 3000, metric_srid()
    )), date '2010-01-01'
FROM generate_series(0, 3) AS c, generate_series(0, 3) AS r;
INSERT INTO organisation (code, name_sv, name_en, kind) VALUES ('o', 'o', 'o', 'municipality');
"""

# Stored in the order of a city's streets, not of chance: as imports do.
POINT = """
SELECT ST_SetSRID(ST_MakePoint(:east + random() * :side, :north + random() * :side), metric_srid()) AS geom
FROM generate_series(1, :points) ORDER BY 1
"""
PLACES = f"""
INSERT INTO place (name, kind, geom, reported_on, status, area_ids)
SELECT 'P', 'park', geom, date '2014-01-01', 'verified', areas_of_event(geom, date '2014-01-01')
FROM ({POINT}) AS spot
"""
INCIDENTS = f"""
INSERT INTO police.incident (
    source, category, crime_group, occurred_from, occurred_to, time_precision, geom, precision, batch_id,
    area_ids
)
SELECT
    's', 'x', 'vandalism', timestamptz '2014-03-01 12:00+0', timestamptz '2014-03-01 12:30+0', 'exact', geom,
    'snapped', :batch, areas_of_event(geom, date '2014-03-01')
FROM ({POINT}) AS spot
"""

PLACES_UNGUARDED = "SELECT id, kind, tile_geom FROM place WHERE tile_geom && ST_TileEnvelope({z}, {x}, {y})"
PLACES_DOOR = "SELECT id, kind, tile_geom FROM door.places_in(ST_TileEnvelope({z}, {x}, {y}))"
INCIDENTS_UNGUARDED = (
    "SELECT crime_group, tile_geom FROM police.incident WHERE tile_geom && ST_TileEnvelope({z}, {x}, {y})"
)
INCIDENTS_DOOR = "SELECT door.incidents_tile({z}, {x}, {y}, {nulls7})"
CELLS_UNGUARDED = (
    "SELECT crime_group, geom FROM police.incident WHERE geom && ST_Expand("
    "to_metric(ST_TileEnvelope({z}, {x}, {y}, margin => 0.1)), 2.5 * {metres})"
)
CELLS_DOOR = "SELECT door.incident_cells_tile({z}, {x}, {y}, {metres}, 5, {nulls7})"


_EXPLAIN = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) "


@contextmanager
def a_city(points: int) -> Iterator[Engine]:
    """Yield an engine of the owner of a database full of points."""
    profile = city.load(city.shipped("malmo"))
    with tempfile.TemporaryDirectory(prefix="tryggkarta-") as folder:
        home = Path(folder)
        home.chmod(0o711)
        cluster = Cluster(home)
        with cluster.running():
            cluster.create_database("bench")
            upgrade(cluster.url("bench"), profile)
            engine = open_engine(cluster.url("bench"), statement_seconds=IMPORT_TIMEOUT * 10)
            with engine.begin() as connection:
                fill(connection, points)
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE place, police.incident, membership"))
            yield engine
            engine.dispose()
        cluster.destroy()


def fill(connection: Connection, points: int) -> None:
    """Make the districts, the points and one person of every role."""
    given = {"east": EAST, "north": NORTH, "side": SIDE, "points": points}
    connection.execute(text("SELECT setseed(0.5)"))
    connection.execute(text(f"GRANT {WEB_LOGIN}, {POLICE_LOGIN} TO CURRENT_USER"))
    connection.execute(text(CITY), given)
    batch = connection.execute(
        text(
            "INSERT INTO import_batch (source, file_name, sha256, rows_read, rows_stored, rows_unchanged,"
            " rows_rejected) VALUES ('s', 'f', 'x', 0, 0, 0, 0) RETURNING id"
        )
    ).scalar_one()
    connection.execute(text("ALTER TABLE place DISABLE TRIGGER place_history_of_new"))
    connection.execute(text(PLACES), given)
    connection.execute(text("ALTER TABLE place ENABLE TRIGGER place_history_of_new"))
    connection.execute(text(INCIDENTS), given | {"batch": batch})


def person(connection: Connection, role: str) -> UUID:
    """Return someone of a role, bound to the district in the middle where the role is bound to areas."""
    bound = any("areas" in reaches for right in RIGHTS[role].values() for reaches in right.values())
    user_id: UUID = connection.execute(
        text("INSERT INTO user_account (email, name) VALUES (:email, 'x') RETURNING id"),
        {"email": f"{role}@x"},
    ).scalar_one()
    connection.execute(
        text(
            "INSERT INTO membership (user_id, organisation_id, role, area_ids, valid_from)"
            " SELECT :user_id, organisation.id, :role,"
            " CASE WHEN :bound THEN ARRAY(SELECT id FROM area WHERE code = 'd22') ELSE '{}' END, '2010-01-01'"
            " FROM organisation"
        ),
        {"user_id": user_id, "role": role, "bound": bound},
    )
    return user_id


def tile(connection: Connection) -> dict[str, int]:
    """Return a tile in the middle of district d22."""
    found = connection.execute(
        text(
            "SELECT floor((ST_X(spot) + 20037508.342789244) / side)::integer AS x,"
            " floor((20037508.342789244 - ST_Y(spot)) / side)::integer AS y"
            " FROM to_web_mercator(ST_SetSRID(ST_MakePoint(:east, :north), metric_srid())) AS spot,"
            " CAST(40075016.685578488 / 2 ^ :z AS double precision) AS side"
        ),
        {"east": EAST + 7500, "north": NORTH + 7500, "z": ZOOM},
    ).one()
    return {"z": ZOOM, "x": found.x, "y": found.y}


def measured(connection: Connection, login: str, user_id: UUID | None, asked: str) -> tuple[int, float]:
    """Return pages and median milliseconds of a statement."""
    times, pages = [], 0
    for _ in range(5):
        with connection.begin() as asking:
            connection.execute(text(f"SET LOCAL ROLE {login}"))
            connection.execute(
                text("SELECT set_config('app.user_id', :id, true)"), {"id": str(user_id or "")}
            )
            explained = connection.execute(
                text(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {asked}")
            ).scalar_one()
            asking.rollback()
        plan = (json.loads(explained) if isinstance(explained, str) else explained)[0]
        pages = plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"]
        times.append(plan["Execution Time"])
    return pages, statistics.median(times)


def main() -> None:
    """Print a line per role and layer."""
    points = int(sys.argv[1]) if len(sys.argv) > 1 else POINTS
    form_of = {line.role: line for line in CRIME_FORMS}
    with a_city(points) as engine, engine.connect() as connection:
        with connection.begin():
            people = {role: person(connection, role) for role in RIGHTS}
            given: dict[str, object] = dict(tile(connection))
            owner = connection.execute(text("SELECT current_user")).scalar_one()
        given["nulls7"] = ", ".join(["NULL"] * 7)
        print(f"{points:,} points; tile {ZOOM}/{given['x']}/{given['y']}; pages (ms)")
        print(f"{'role':<18}{'layer':<18}{'no guard':>16}{'row policy':>20}{'door':>16}{'pages, ratio':>14}")
        for role, user_id in people.items():
            layers = []
            if "place" in RIGHTS[role]:
                layers.append(("places", WEB_LOGIN, PLACES_UNGUARDED, PLACES_DOOR))
            form = form_of.get(role)
            if form is not None and form.form == "points":
                layers.append(("incidents", POLICE_LOGIN, INCIDENTS_UNGUARDED, INCIDENTS_DOOR))
            if form is not None and form.form != "district":
                layers.append(("incident cells", WEB_LOGIN, CELLS_UNGUARDED, CELLS_DOOR))
            for name, login, plain, door in layers:
                values = given | {"metres": form.cell_metres if form else 0}
                free = measured(connection, owner, None, plain.format(**values))
                through = measured(connection, login, user_id, door.format(**values))
                guarded = "closed"
                if name != "incident cells":
                    guarded = "{:,} ({:.1f})".format(
                        *measured(connection, login, user_id, plain.format(**values))
                    )
                print(
                    f"{role:<18}{name:<18}{free[0]:>8,} ({free[1]:.1f}){guarded:>20}"
                    f"{through[0]:>8,} ({through[1]:.1f}){through[0] / free[0]:>12.2f}"
                )


if __name__ == "__main__":
    main()
