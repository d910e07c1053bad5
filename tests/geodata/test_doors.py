"""What a door lets through is what the row policies let through, for any asker and any box."""

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import make
import mapbox_vector_tile
import pytest
from logins import asked_by, let_owner_be_logins
from sqlalchemy import text
from sqlalchemy.orm import Session

from geodata.access import RIGHTS
from geodata.crs import SWEREF_99_13_30
from geodata.guards import POLICE_LOGIN
from geodata.statements import statement

SEED = 20161122
TODAY = datetime.now(UTC).date()

ROWS = """
INSERT INTO place (name, kind, geom, reported_on, status, polarity, held, created_by, owner_organisation_id)
SELECT
    'P' || n, 'park',
    ST_SetSRID(ST_MakePoint(:east + random() * 4000, :north + random() * 4000), metric_srid()),
    date '2014-01-01', 'verified', 'unsafe', random() < 0.1, (:users)[1 + n % :count],
    CASE WHEN n % 7 = 0 THEN (:organisations)[1 + n % 3] END
FROM generate_series(1, 400) AS n;
INSERT INTO measure (name, type, status, geom, started_on, held, created_by, responsible_organisation_id)
SELECT
    'M' || n, 'BEL_NY', 'done',
    ST_SetSRID(ST_MakePoint(:east + random() * 4000, :north + random() * 4000), metric_srid()),
    date '2014-01-01', random() < 0.1, (:users)[1 + n % :count],
    CASE WHEN n % 7 = 0 THEN (:organisations)[1 + n % 3] END
FROM generate_series(1, 400) AS n;
INSERT INTO police.incident (
    source, category, crime_group, occurred_from, occurred_to, time_precision, geom, precision, batch_id
)
SELECT
    'test', 'x', 'vandalism', timestamptz '2014-03-01 12:00+0', timestamptz '2014-03-01 12:30+0', 'exact',
    ST_SetSRID(ST_MakePoint(:east + random() * 4000, :north + random() * 4000), metric_srid()),
    'snapped', :batch
FROM generate_series(1, 800);
"""

# The operator && compares boxes in single precision: the edges are compared besides.
_IN_TILE = """
    FROM {table} AS seen, ST_TileEnvelope(:z, :x, :y) AS tile
    WHERE
        seen.tile_geom && tile
        AND ST_X(seen.tile_geom) >= ST_XMin(tile) AND ST_X(seen.tile_geom) < ST_XMax(tile)
        AND ST_Y(seen.tile_geom) > ST_YMin(tile) AND ST_Y(seen.tile_geom) <= ST_YMax(tile)
"""
PLAIN = {
    "place": "SELECT seen.id::text" + _IN_TILE.format(table="place"),
    "measure": "SELECT seen.id::text" + _IN_TILE.format(table="measure"),
    "incident": "SELECT count(*)" + _IN_TILE.format(table="police.incident"),
}
POINTS = "SELECT door.incidents_tile(:z, :x, :y, NULL, NULL, NULL, NULL, NULL, NULL, NULL)"
# What the layers and what is near are asked with, narrowed by nothing.
OF_MAP = dict.fromkeys(
    ("within", "first_day", "stop_day", "statuses", "polarities", "types", "area_kind", "area_code", "words")
)
OF_MEASURES = {"family_of_type": "{}", "phase_of_status": "{}"}
OF_NEAR = dict.fromkeys(("within", "except_id", "place_id"))
NEAR = {
    "place": (
        "SELECT id FROM place WHERE ST_DWithin(geom, {here}, 300) AND status <> 'rejected'"
        ' ORDER BY ST_Distance(geom, {here}), name COLLATE "sv-x-icu", id LIMIT 50'
    ),
    "measure": (
        "SELECT id FROM measure WHERE ST_DWithin(geom, {here}, 300)"
        ' ORDER BY ST_Distance(geom, {here}), name COLLATE "sv-x-icu", id LIMIT 50'
    ),
}


@pytest.fixture
def askers(session: Session) -> list[UUID]:
    """Return people of every role, for one district, two or all, in a city full of rows."""
    let_owner_be_logins(session.get_bind().engine)
    session.execute(text("SELECT setseed(0.42)"))
    draw = Random(SEED)
    districts = [
        make.area(session, f"d{column}{row}", geom=make.square(column * 2000, row * 2000, 2000)).id
        for column in (0, 1)
        for row in (0, 1)
    ]
    organisations = [make.organisation(session, code).id for code in ("street", "police", "school")]
    people = [
        make.user(
            session,
            f"{number}@test.example",
            role=role,
            area_ids=draw.sample(districts, draw.choice((0, 1, 1, 2))),
            organisation_id=draw.choice(organisations),
            valid_to=draw.choice((None, None, TODAY + timedelta(days=1), TODAY)),
        ).id
        for number, role in enumerate(sorted(RIGHTS) * 5)
    ]
    given = {"east": make.EAST, "north": make.NORTH, "count": len(people), "batch": make.batch(session).id}
    session.execute(text(ROWS), given | {"users": people, "organisations": organisations})
    return people


def some_tile(draw: Random, session: Session) -> dict[str, int]:
    """Return a tile that meets the rows' square, at a zoom from a part of a district to all of them."""
    zoom = draw.randint(12, 15)
    spot = {"east": make.EAST + draw.uniform(0, 4000), "north": make.NORTH + draw.uniform(0, 4000), "z": zoom}
    found = session.execute(
        text("""
            SELECT
                floor((ST_X(spot) + 20037508.342789244) / side)::integer AS x,
                floor((20037508.342789244 - ST_Y(spot)) / side)::integer AS y
            FROM to_web_mercator(ST_SetSRID(ST_MakePoint(:east, :north), metric_srid())) AS spot,
                CAST(40075016.685578488 / 2 ^ :z AS double precision) AS side
        """),
        spot,
    ).one()
    return {"z": zoom, "x": found.x, "y": found.y}


def test_a_tile_shows_what_the_policies_let_through(session: Session, askers: list[UUID]):
    draw, seen = Random(SEED), 0
    for user_id in askers:
        for _ in range(5):
            tile = some_tile(draw, session)
            with asked_by(session, user_id):
                for entity in ("place", "measure"):
                    plain = set(session.scalars(text(PLAIN[entity]), tile))
                    layer = statement("geodata.layers", f"{entity}s")
                    tile_bytes = session.scalar(layer, OF_MAP | OF_MEASURES | tile)
                    drawn = mapbox_vector_tile.decode(bytes(tile_bytes))
                    features = drawn.get(f"{entity}s", {"features": []})["features"]
                    assert {feature["properties"]["id"] for feature in features} == plain
                    seen += len(plain)
    assert seen > 1000


def test_points_of_recorded_crime_are_those_of_the_policies(session: Session, askers: list[UUID]):
    draw, seen = Random(SEED), 0
    analysts = session.scalars(text("SELECT user_id FROM membership WHERE role = 'police_analyst'")).all()
    for user_id in analysts:
        for _ in range(20):
            tile = some_tile(draw, session)
            with asked_by(session, user_id, POLICE_LOGIN):
                plain = session.scalar(text(PLAIN["incident"]), tile)
                if plain or session.scalar(text("SELECT holds_role('police_analyst')")):
                    drawn = mapbox_vector_tile.decode(bytes(session.scalar(text(POINTS), tile)))
                    assert len(drawn.get("incidents", {"features": []})["features"]) == plain
            seen += plain
    assert seen > 1000


@pytest.mark.parametrize("entity", ["place", "measure"])
def test_what_is_near_is_what_the_policies_let_through(session: Session, askers: list[UUID], entity: str):
    draw, seen = Random(SEED), 0
    for user_id in askers * 2:
        east, north = make.EAST + draw.uniform(0, 4000), make.NORTH + draw.uniform(0, 4000)
        here = f"ST_SetSRID(ST_MakePoint({east}, {north}), metric_srid())"
        asking = {"shape": f"SRID={SWEREF_99_13_30};POINT({east} {north})", "metres": 300}
        with asked_by(session, user_id):
            plain = session.scalars(text(NEAR[entity].format(here=here))).all()
            through = session.scalars(
                statement("geodata.questions", f"{entity}s_near"), OF_NEAR | asking
            ).all()
        assert through == plain
        seen += len(plain)
    assert seen > 100


@pytest.mark.parametrize("entity", ["place", "measure"])
def test_what_is_in_a_box_is_what_the_policies_let_through(session: Session, askers: list[UUID], entity: str):
    draw, seen = Random(SEED), 0
    for user_id in askers * 2:
        west, south = 12.98 + draw.uniform(0, 0.06), 55.57 + draw.uniform(0, 0.03)
        box = f"ST_MakeEnvelope({west}, {south}, {west + 0.01}, {south + 0.01}, 4326)"
        plain = text(f"SELECT id FROM {entity} WHERE ST_Intersects(tile_geom, to_web_mercator({box}))")
        with asked_by(session, user_id):
            let_through = set(session.scalars(plain))
            through = set(session.scalars(text(f"SELECT id FROM door.{entity}s_in({box})")))
        assert through == let_through
        seen += len(let_through)
    assert seen > 100
