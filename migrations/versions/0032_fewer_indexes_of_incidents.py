"""Recorded crime by the million, once more: an index less, one that is built faster, squares found once."""

from importlib import import_module

from alembic import context, op

revision = "0032"
down_revision = "0031"

# Tiles find their points by `geom`, whose index everything else needs too. The key stands first: sorting by a
# source that all rows share compares every text to its end.
INDEXES = """
DROP INDEX police.incident_tile_geom_index;
DROP INDEX police.incident_source_key_unique;
CREATE UNIQUE INDEX incident_source_key_unique ON police.incident (source_key, source)
    WHERE source_key IS NOT NULL;
"""

# A side of a tile is no straight line in the city's CRS: it is followed in steps of ten kilometres. Far from the
# city that CRS has no meaning, and there is nothing.
GROUND = """
-- Ground in the city's CRS that holds a map tile, as far as it lies around the city; empty elsewhere.
CREATE FUNCTION ground_of_tile(_z integer, _x integer, _y integer) RETURNS geometry
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN ST_Expand(
    to_metric(ST_Segmentize(
        ST_Intersection(
            ST_TileEnvelope(_z, _x, _y),
            to_web_mercator(ST_MakeEnvelope({west} - 1, {south} - 1, {east} + 1, {north} + 1, 4326))
        ),
        10000
    )),
    20
);
"""

# As in 0027. Where the sides are halves of halves, the coarse squares are told by the finest ones; as there, a
# coordinate falls into the same coarse square either way.
REFRESH_ALL = """
CREATE OR REPLACE FUNCTION police.refresh_all_cells() RETURNS void
LANGUAGE plpgsql SET search_path = public, police, pg_temp AS $$
DECLARE
    _sides CONSTANT integer[] := ARRAY(SELECT DISTINCT cell_metres FROM crime_form WHERE form = 'grid');
    _finest CONSTANT integer := (SELECT min(side) FROM unnest(_sides) AS side);
    _nested CONSTANT boolean := NOT EXISTS (
        SELECT FROM unnest(_sides) AS side WHERE side NOT IN (_finest, 2 * _finest, 4 * _finest, 8 * _finest)
    );
BEGIN
    DELETE FROM police.crime_cell_figure;
    DELETE FROM police.crime_cell;
    PERFORM police.refresh_cells(array_agg(side), array_agg(east), array_agg(north))
    FROM (
        WITH spots AS (
            SELECT geom AS spot FROM police.incident WHERE geom IS NOT NULL
            UNION ALL
            SELECT cell_centre FROM police.incident_count WHERE cell_centre IS NOT NULL
        ),
        finest AS MATERIALIZED (
            SELECT DISTINCT floor(ST_X(spot) / _finest)::integer AS east, floor(ST_Y(spot) / _finest)::integer AS north
            FROM spots
            WHERE _nested
        )
        SELECT DISTINCT
            side,
            floor(east::double precision * _finest / side)::integer AS east,
            floor(north::double precision * _finest / side)::integer AS north
        FROM finest CROSS JOIN unnest(_sides) AS side
        UNION ALL
        SELECT DISTINCT side, floor(ST_X(spot) / side)::integer, floor(ST_Y(spot) / side)::integer
        FROM spots CROSS JOIN unnest(_sides) AS side
        WHERE NOT _nested
    ) AS cells
    HAVING count(*) > 0;
END $$;
"""


def upgrade() -> None:
    west, south, east, north = context.config.attributes["profile"].bounding_box
    op.execute(GROUND.format(west=west, south=south, east=east, north=north))
    op.execute(INDEXES)
    op.execute(REFRESH_ALL)


def downgrade() -> None:
    op.execute("""
        DROP FUNCTION ground_of_tile;
        DROP INDEX police.incident_source_key_unique;
        CREATE UNIQUE INDEX incident_source_key_unique ON police.incident (source, source_key)
            WHERE source_key IS NOT NULL;
        CREATE INDEX incident_tile_geom_index ON police.incident USING gist (tile_geom);
    """)
    before = import_module("migrations.versions.0027_incidents_in_bulk").REFRESH
    op.execute(before[before.index("CREATE OR REPLACE FUNCTION police.refresh_all_cells") :])
