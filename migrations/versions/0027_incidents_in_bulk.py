"""Recorded crime by the million: what is derived of a row may come with it, references are checked per statement."""

from importlib import import_module

from alembic import op

revision = "0027"
down_revision = "0026"

# As generated columns they would be computed row by row, in the statement that inserts. A bulk publish computes
# them for whole quarters of an hour at a time and gives them with the rows; whoever gives none gets them here.
DERIVED = """
ALTER TABLE police.incident
    ALTER COLUMN occurred_on DROP EXPRESSION,
    ALTER COLUMN occurred_month DROP EXPRESSION,
    ALTER COLUMN light DROP EXPRESSION,
    ALTER COLUMN tile_geom DROP EXPRESSION;

DROP TRIGGER incident_areas_on_insert ON police.incident;
DROP TRIGGER incident_areas_on_move ON police.incident;
DROP FUNCTION keep_areas_of_incident();

CREATE FUNCTION police.keep_derived_of_incident() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, police, pg_temp AS $$
BEGIN
    NEW.occurred_on := local_day(NEW.occurred_from);
    NEW.occurred_month := local_month(NEW.occurred_from);
    NEW.light := light_of(NEW.occurred_from, NEW.occurred_to, NEW.geom);
    NEW.tile_geom := to_web_mercator(NEW.geom);
    IF TG_OP = 'UPDATE' OR NEW.area_ids IS NULL THEN
        NEW.area_ids := CASE
            WHEN NEW.area_id IS NOT NULL THEN ARRAY[NEW.area_id]
            WHEN NEW.geom IS NULL THEN '{}'
            ELSE areas_of_event(NEW.geom, NEW.occurred_on)
        END;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER incident_derived_on_insert BEFORE INSERT ON police.incident FOR EACH ROW WHEN (
    NEW.occurred_on IS NULL OR NEW.occurred_month IS NULL OR NEW.light IS NULL OR NEW.area_ids IS NULL
    OR (NEW.tile_geom IS NULL) <> (NEW.geom IS NULL)
) EXECUTE FUNCTION police.keep_derived_of_incident();
CREATE TRIGGER incident_derived_on_update
BEFORE UPDATE OF geom, area_id, occurred_from, occurred_to, occurred_on, occurred_month, light, tile_geom
ON police.incident FOR EACH ROW EXECUTE FUNCTION police.keep_derived_of_incident();
"""

# A foreign key is checked row by row: ten seconds for a million rows of one batch. These check the same, each
# batch and area of a statement once, with the same locks and the same error.
REFERENCES = """
ALTER TABLE police.incident
    DROP CONSTRAINT incident_area_id_fkey,
    DROP CONSTRAINT incident_batch_id_fkey;

CREATE FUNCTION police.demand_references(_batches uuid[], _areas integer[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, police, pg_temp AS $$
DECLARE
    _found integer;
BEGIN
    PERFORM FROM import_batch WHERE id = ANY(_batches) FOR KEY SHARE;
    GET DIAGNOSTICS _found = ROW_COUNT;
    IF _found < cardinality(_batches) THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'an incident names a batch that is not there',
            SCHEMA = 'police', TABLE = 'incident', CONSTRAINT = 'incident_batch_id_fkey';
    END IF;
    PERFORM FROM area WHERE id = ANY(_areas) FOR KEY SHARE;
    GET DIAGNOSTICS _found = ROW_COUNT;
    IF _found < cardinality(_areas) THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'an incident names an area that is not there',
            SCHEMA = 'police', TABLE = 'incident', CONSTRAINT = 'incident_area_id_fkey';
    END IF;
END $$;

CREATE FUNCTION police.keep_references_of_incident() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, police, pg_temp AS $$
BEGIN
    PERFORM police.demand_references(
        ARRAY(SELECT DISTINCT batch_id FROM new_rows),
        ARRAY(SELECT DISTINCT area_id FROM new_rows WHERE area_id IS NOT NULL)
    );
    RETURN NULL;
END $$;
CREATE TRIGGER incident_references_on_insert AFTER INSERT ON police.incident REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION police.keep_references_of_incident();
CREATE TRIGGER incident_references_on_update AFTER UPDATE ON police.incident REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION police.keep_references_of_incident();

CREATE FUNCTION police.keep_referenced_by_incidents() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, police, pg_temp AS $$
DECLARE
    _relied_on boolean;
BEGIN
    IF TG_TABLE_NAME = 'area' THEN
        _relied_on := EXISTS (
            SELECT FROM police.incident WHERE area_ids && ARRAY[OLD.id] AND area_id = OLD.id
        );
    ELSE
        _relied_on := EXISTS (SELECT FROM police.incident WHERE batch_id = OLD.id);
    END IF;
    IF _relied_on THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'incidents rely on this row of ' || TG_TABLE_NAME,
            SCHEMA = 'police', TABLE = 'incident', CONSTRAINT = 'incident_' || TG_ARGV[0] || '_fkey';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER area_referenced_by_incidents AFTER DELETE OR UPDATE OF id ON area
FOR EACH ROW EXECUTE FUNCTION police.keep_referenced_by_incidents('area_id');
CREATE TRIGGER import_batch_referenced_by_incidents AFTER DELETE OR UPDATE OF id ON import_batch
FOR EACH ROW EXECUTE FUNCTION police.keep_referenced_by_incidents('batch_id');
"""

# The squares and their figures are written together and by nobody else: no key needs to say so row by row.
CELLS = """
ALTER TABLE police.crime_cell_figure DROP CONSTRAINT crime_cell_figure_cell_metres_east_north_fkey;
"""

# As in 0017. Where many squares are touched, all incidents are read once and counted by the finest squares, and
# the coarser ones are made from these; a few squares find their incidents by the spatial index.
REFRESH = """
CREATE OR REPLACE FUNCTION police.refresh_cells(_sides integer[], _easts integer[], _norths integer[])
RETURNS void LANGUAGE plpgsql
SET search_path = public, police, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    _k integer;
    _mapped text[];
    _finest CONSTANT integer := (SELECT min(side) FROM unnest(_sides) AS side);
    -- Halves of halves: then a coordinate falls into the same coarse square directly and by way of the finest.
    _many CONSTANT boolean := cardinality(_sides) > 1000 AND NOT EXISTS (
        SELECT FROM unnest(_sides) AS side WHERE side NOT IN (_finest, 2 * _finest, 4 * _finest, 8 * _finest)
    );
BEGIN
    SELECT smallest_count, mapped_groups INTO STRICT _k, _mapped FROM city;
    DELETE FROM police.crime_cell_figure AS figure
    USING unnest(_sides, _easts, _norths) AS touched (side, east, north)
    WHERE figure.cell_metres = touched.side AND figure.east = touched.east AND figure.north = touched.north;
    DELETE FROM police.crime_cell AS cell
    USING unnest(_sides, _easts, _norths) AS touched (side, east, north)
    WHERE cell.cell_metres = touched.side AND cell.east = touched.east AND cell.north = touched.north;

    WITH touched AS (
        SELECT side, east, north, ST_MakeEnvelope(
            east * side, north * side, (east + 1) * side, (north + 1) * side, metric_srid()
        ) AS square
        FROM unnest(_sides, _easts, _norths) AS given (side, east, north)
    ),
    event AS (
        SELECT
            touched.side, touched.east, touched.north,
            occurred_month / 12 AS year,
            (occurred_month % 12 / 3 + 1)::text AS quarter,
            crime_group, light, 1 AS events
        FROM touched
        JOIN police.incident AS seen
            ON seen.geom && touched.square
            AND floor(ST_X(seen.geom) / side) = east AND floor(ST_Y(seen.geom) / side) = north
        WHERE NOT _many AND crime_group = ANY(_mapped)
        UNION ALL
        SELECT
            touched.side, touched.east, touched.north,
            extract(YEAR FROM period_start)::integer,
            CASE
                WHEN date_trunc('quarter', period_start) = date_trunc('quarter', period_end - 1)
                THEN extract(QUARTER FROM period_start)::text ELSE '0'
            END,
            crime_group, 'none', seen.events
        FROM touched
        JOIN police.incident_count AS seen
            ON seen.cell_centre && touched.square AND seen.cell_metres <= side
            AND floor(ST_X(seen.cell_centre) / side) = east AND floor(ST_Y(seen.cell_centre) / side) = north
        WHERE
            crime_group = ANY(_mapped)
            AND extract(YEAR FROM period_start) = extract(YEAR FROM period_end - 1)
    ),
    finest AS MATERIALIZED (
        SELECT
            east, north, year,
            CASE
                WHEN grouping(quarter) = 0 THEN 'quarter' WHEN grouping(crime_group) = 0 THEN 'group'
                ELSE 'light'
            END AS line,
            coalesce(quarter::text, crime_group, light) AS part,
            count(*) AS n
        FROM (
            SELECT
                floor(ST_X(geom) / _finest)::integer AS east,
                floor(ST_Y(geom) / _finest)::integer AS north,
                occurred_month / 12 AS year,
                occurred_month % 12 / 3 + 1 AS quarter,
                crime_group, light
            FROM police.incident
            WHERE _many AND geom IS NOT NULL AND crime_group = ANY(_mapped)
        ) AS seen
        GROUP BY GROUPING SETS (
            (east, north, year, quarter), (east, north, year, crime_group), (east, north, year, light)
        )
    ),
    -- Reckoned before it is joined: joined by what is reckoned of two others, each would meet each.
    coarser AS MATERIALIZED (
        SELECT
            sides.side,
            floor(finest.east::double precision * _finest / sides.side)::integer AS east,
            floor(finest.north::double precision * _finest / sides.side)::integer AS north,
            finest.year, told.line, told.part, finest.n
        FROM finest
        CROSS JOIN (SELECT DISTINCT side FROM unnest(_sides) AS side) AS sides
        CROSS JOIN LATERAL (
            SELECT finest.line, finest.part UNION ALL SELECT 'all', '' WHERE finest.line = 'light'
        ) AS told
    ),
    counted AS (
        SELECT
            side, east, north, year,
            CASE
                WHEN grouping(quarter) = 0 THEN 'quarter'
                WHEN grouping(crime_group) = 0 THEN 'group'
                WHEN grouping(light) = 0 THEN 'light'
                ELSE 'all'
            END AS line,
            coalesce(quarter, crime_group, light, '') AS part,
            sum(events) AS n
        FROM event
        GROUP BY GROUPING SETS (
            (side, east, north, year), (side, east, north, year, quarter),
            (side, east, north, year, crime_group), (side, east, north, year, light)
        )
        UNION ALL
        SELECT side, east, north, year, line, part, n
        FROM coarser JOIN touched USING (side, east, north)
    ),
    part AS (
        SELECT side, east, north, year, line, part, sum(n)::integer AS n
        FROM counted
        GROUP BY side, east, north, year, line, part
        HAVING sum(n) > 0
    ),
    judged AS (
        SELECT
            *,
            sum(n) OVER lines AS total,
            bool_or(n < _k) OVER lines AS has_small,
            max(n) OVER lines >= 2 * _k - 2 AS has_partner,
            first_value(part) OVER (
                PARTITION BY side, east, north, year, line ORDER BY n < 2 * _k - 2, n, part
            ) AS partner
        FROM part
        WINDOW lines AS (PARTITION BY side, east, north, year, line)
    ),
    squares AS (
        INSERT INTO police.crime_cell (cell_metres, east, north, middle, tile_geom)
        SELECT side, east, north, ST_Centroid(square), to_web_mercator(square)
        FROM (
            SELECT side, east, north, ST_MakeEnvelope(
                east * side, north * side, (east + 1) * side, (north + 1) * side, metric_srid()
            ) AS square
            FROM (SELECT DISTINCT side, east, north FROM part) AS told
        ) AS drawn
    )
    INSERT INTO police.crime_cell_figure (
        cell_metres, east, north, year, line, part, events, wholly_hidden
    )
    SELECT
        side, east, north, year, line, part,
        CASE
            WHEN total < _k OR has_small AND (NOT has_partner OR n < _k OR part = partner) THEN NULL ELSE n
        END,
        total < _k OR has_small AND NOT has_partner
    FROM judged;
END $$;

CREATE OR REPLACE FUNCTION police.refresh_all_cells() RETURNS void
LANGUAGE plpgsql SET search_path = public, police, pg_temp AS $$
BEGIN
    DELETE FROM police.crime_cell_figure;
    DELETE FROM police.crime_cell;
    PERFORM police.refresh_cells(array_agg(side), array_agg(east), array_agg(north))
    FROM (
        SELECT DISTINCT
            form.cell_metres AS side,
            floor(ST_X(spot) / form.cell_metres)::integer AS east,
            floor(ST_Y(spot) / form.cell_metres)::integer AS north
        FROM (
            SELECT geom AS spot FROM police.incident WHERE geom IS NOT NULL
            UNION ALL
            SELECT cell_centre FROM police.incident_count WHERE cell_centre IS NOT NULL
        ) AS spots
        CROSS JOIN (SELECT DISTINCT cell_metres FROM crime_form WHERE form = 'grid') AS form
    ) AS cells
    HAVING count(*) > 0;
END $$;
"""


def upgrade() -> None:
    op.execute(DERIVED)
    op.execute(REFERENCES)
    op.execute(CELLS)
    op.execute(REFRESH)


BEFORE = """
CREATE FUNCTION keep_areas_of_incident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.area_ids := CASE
        WHEN NEW.area_id IS NOT NULL THEN ARRAY[NEW.area_id]
        WHEN NEW.geom IS NULL THEN '{}'
        ELSE areas_of_event(NEW.geom, local_day(NEW.occurred_from))
    END;
    RETURN NEW;
END $$;
CREATE TRIGGER incident_areas_on_insert BEFORE INSERT ON police.incident
FOR EACH ROW WHEN (NEW.area_ids IS NULL) EXECUTE FUNCTION keep_areas_of_incident();
CREATE TRIGGER incident_areas_on_move BEFORE UPDATE OF geom, area_id, occurred_from ON police.incident
FOR EACH ROW EXECUTE FUNCTION keep_areas_of_incident();

DROP INDEX police.incident_occurred_on_crime_group_index, police.incident_tile_geom_index;
ALTER TABLE police.incident
    DROP COLUMN occurred_on, DROP COLUMN occurred_month, DROP COLUMN light, DROP COLUMN tile_geom;
ALTER TABLE police.incident
    ADD COLUMN occurred_on date GENERATED ALWAYS AS (local_day(occurred_from)) STORED NOT NULL,
    ADD COLUMN occurred_month integer GENERATED ALWAYS AS (local_month(occurred_from)) STORED NOT NULL,
    ADD COLUMN light text GENERATED ALWAYS AS (light_of(occurred_from, occurred_to, geom)) STORED NOT NULL,
    ADD COLUMN tile_geom geometry(Point, 3857) GENERATED ALWAYS AS (to_web_mercator(geom)) STORED;
CREATE INDEX incident_occurred_on_crime_group_index ON police.incident (occurred_on, crime_group);
CREATE INDEX incident_tile_geom_index ON police.incident USING gist (tile_geom);
ALTER TABLE police.incident
    ADD CONSTRAINT incident_area_id_fkey FOREIGN KEY (area_id) REFERENCES area (id),
    ADD CONSTRAINT incident_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES import_batch (id);
ALTER TABLE police.crime_cell_figure ADD FOREIGN KEY (cell_metres, east, north)
    REFERENCES police.crime_cell ON DELETE CASCADE;
"""


def downgrade() -> None:
    op.execute("""
        DROP TRIGGER area_referenced_by_incidents ON area;
        DROP TRIGGER import_batch_referenced_by_incidents ON import_batch;
        DROP TRIGGER incident_references_on_insert ON police.incident;
        DROP TRIGGER incident_references_on_update ON police.incident;
        DROP TRIGGER incident_derived_on_insert ON police.incident;
        DROP TRIGGER incident_derived_on_update ON police.incident;
        DROP FUNCTION police.keep_referenced_by_incidents, police.keep_references_of_incident,
            police.demand_references, police.keep_derived_of_incident;
        DROP FUNCTION police.keep_cells_of(geometry[]), police.refresh_all_cells, police.refresh_cells;
    """)
    op.execute(BEFORE)
    op.execute(import_module("migrations.versions.0017_crime_cells").REFRESH)
