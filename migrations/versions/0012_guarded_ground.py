"""The ground of access: police data in a schema of their own, rights as rows, successors, a near reach."""

from alembic import op

revision = "0012"
down_revision = "0011"

TABLES = """
CREATE SCHEMA police;
ALTER TABLE incident SET SCHEMA police;
ALTER TABLE incident_count SET SCHEMA police;

-- Counts of recorded crime from 1 to smallest_count - 1 are hidden; boundary_kind are the areas that together
-- are the city. Both follow the city's profile.
ALTER TABLE city ADD COLUMN smallest_count integer DEFAULT 5 NOT NULL CHECK (smallest_count >= 1);
ALTER TABLE city ADD COLUMN boundary_kind text DEFAULT '' NOT NULL;

-- What geodata.access says, for the database's own policies: installed from there, never edited here.
CREATE TABLE access_right (
    role text NOT NULL,
    entity text NOT NULL,
    action text NOT NULL,
    reach text NOT NULL,
    PRIMARY KEY (role, entity, action, reach),
    CHECK (reach IN ('city', 'areas', 'organisation', 'author'))
);
CREATE TABLE crime_form (
    role text NOT NULL,
    rank integer NOT NULL,
    form text NOT NULL,
    cell_metres integer NOT NULL,
    shortest_period text NOT NULL,
    PRIMARY KEY (role),
    CHECK (form IN ('points', 'grid', 'district')),
    CHECK (shortest_period IN ('day', 'quarter', 'year'))
);

-- What an abolished area became; who was bound to it sees these from the day it ended.
CREATE TABLE area_successor (
    area_id integer NOT NULL,
    successor_id integer NOT NULL,
    PRIMARY KEY (area_id, successor_id),
    FOREIGN KEY (area_id) REFERENCES area (id) ON DELETE CASCADE,
    FOREIGN KEY (successor_id) REFERENCES area (id) ON DELETE CASCADE,
    CHECK (area_id <> successor_id)
);
CREATE INDEX area_successor_successor_id_index ON area_successor (successor_id);
"""

# A place on a border is both districts' concern (DOMAIN §7 a): counting goes by area_ids, sight by these.
NEAR = """
CREATE FUNCTION areas_near_shape(shape geometry, first_day date, last_day date) RETURNS integer[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce((
    SELECT array_agg(area.id ORDER BY area.id)
    FROM area
    WHERE
        ST_DWithin(area.geom, shape, 25)
        AND (last_day IS NULL OR area.valid_from < greatest(last_day, first_day + 1))
        AND (area.valid_to IS NULL OR first_day < area.valid_to)
), '{}');

ALTER TABLE place ADD COLUMN near_area_ids integer[];
ALTER TABLE observation ADD COLUMN near_area_ids integer[];
ALTER TABLE measure ADD COLUMN near_area_ids integer[];

CREATE FUNCTION keep_near_areas_of_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.near_area_ids := areas_near_shape(NEW.geom, NEW.reported_on, NEW.archived_on);
    RETURN NEW;
END $$;
CREATE TRIGGER place_near_areas BEFORE INSERT OR UPDATE OF geom, reported_on, archived_on, area_ids ON place
FOR EACH ROW EXECUTE FUNCTION keep_near_areas_of_place();

CREATE FUNCTION keep_near_areas_of_observation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.near_area_ids := areas_near_shape(
        coalesce(NEW.geom, (SELECT place.geom FROM place WHERE place.id = NEW.place_id)),
        local_day(NEW.observed_from), local_day(NEW.observed_from) + 1
    );
    RETURN NEW;
END $$;
CREATE TRIGGER observation_near_areas BEFORE INSERT OR UPDATE OF geom, place_id, observed_from, area_ids
ON observation FOR EACH ROW EXECUTE FUNCTION keep_near_areas_of_observation();

CREATE FUNCTION keep_near_areas_of_measure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.near_area_ids := areas_near_shape(
        NEW.geom, first_day_of_measure(NEW.started_on, NEW.planned_start, NEW.created_at), NEW.ended_on
    );
    RETURN NEW;
END $$;
CREATE TRIGGER measure_near_areas BEFORE INSERT OR UPDATE OF geom, started_on, planned_start, ended_on, area_ids
ON measure FOR EACH ROW EXECUTE FUNCTION keep_near_areas_of_measure();
"""

# Derived columns are no change of a row's version or history.
STAMP = """
CREATE OR REPLACE FUNCTION stamp_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    derived text[] := ARRAY['area_ids', {near}'tile_geom', 'observed_on', 'light'];
BEGIN
    IF to_jsonb(OLD) - derived IS DISTINCT FROM to_jsonb(NEW) - derived THEN
        NEW.version := OLD.version + 1;
        NEW.updated_at := now();
        NEW.updated_by := asking_user();
    END IF;
    RETURN NEW;
END $$;
"""

FILL = """
UPDATE place SET area_ids = area_ids;
UPDATE observation SET area_ids = area_ids;
UPDATE measure SET area_ids = area_ids;
ALTER TABLE place ALTER COLUMN near_area_ids SET NOT NULL;
ALTER TABLE observation ALTER COLUMN near_area_ids SET NOT NULL;
ALTER TABLE measure ALTER COLUMN near_area_ids SET NOT NULL;
CREATE INDEX place_near_area_ids_index ON place USING gin (near_area_ids);
CREATE INDEX observation_near_area_ids_index ON observation USING gin (near_area_ids);
CREATE INDEX measure_near_area_ids_index ON measure USING gin (near_area_ids);
"""

# As in 0008, with the schema named and the near reach kept: an area that moved may have come near.
REFRESH = """
CREATE OR REPLACE FUNCTION refresh_membership(changed integer[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE {police}incident SET area_ids = areas_of_event(geom, occurred_on)
    WHERE geom IS NOT NULL AND id IN (
        SELECT incident.id FROM {police}incident WHERE incident.area_ids && changed
        UNION
        SELECT incident.id FROM area JOIN {police}incident ON ST_Intersects(area.geom, incident.geom)
        WHERE area.id = ANY(changed)
    ) AND area_ids IS DISTINCT FROM areas_of_event(geom, occurred_on);

    UPDATE {police}incident_count SET area_ids = areas_of_event(cell_centre, period_start)
    WHERE cell_centre IS NOT NULL AND area_ids IS DISTINCT FROM areas_of_event(cell_centre, period_start);

    UPDATE observation SET area_ids = now_in.area_ids
    FROM (
        SELECT
            seen.id,
            areas_of_event(coalesce(seen.geom, ST_PointOnSurface(place.geom)), seen.observed_on) AS area_ids{near_of_observation}
        FROM observation AS seen LEFT JOIN place ON seen.place_id = place.id
    ) AS now_in
    WHERE observation.id = now_in.id AND (
        observation.area_ids IS DISTINCT FROM now_in.area_ids{observation_moved}
    );

    UPDATE place SET area_ids = areas_of_shape(geom, reported_on, archived_on)
    WHERE area_ids IS DISTINCT FROM areas_of_shape(geom, reported_on, archived_on){place_moved};

    UPDATE measure SET area_ids = areas_of_shape(
        geom, first_day_of_measure(started_on, planned_start, created_at), ended_on
    )
    WHERE area_ids IS DISTINCT FROM areas_of_shape(
        geom, first_day_of_measure(started_on, planned_start, created_at), ended_on
    ){measure_moved};
END $$;
"""

WITH_NEAR = {
    "police": "police.",
    "near_of_observation": """,
            areas_near_shape(coalesce(seen.geom, place.geom), seen.observed_on, seen.observed_on + 1) AS near_ids""",
    "observation_moved": " OR observation.near_area_ids IS DISTINCT FROM now_in.near_ids",
    "place_moved": """
        OR near_area_ids IS DISTINCT FROM areas_near_shape(geom, reported_on, archived_on)""",
    "measure_moved": """ OR near_area_ids IS DISTINCT FROM areas_near_shape(
        geom, first_day_of_measure(started_on, planned_start, created_at), ended_on
    )""",
}


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(STAMP.format(near="'near_area_ids', "))
    op.execute(NEAR)
    op.execute(FILL)
    op.execute(REFRESH.format(**WITH_NEAR))


def downgrade() -> None:
    op.execute("""
        DROP TRIGGER place_near_areas ON place;
        DROP TRIGGER observation_near_areas ON observation;
        DROP TRIGGER measure_near_areas ON measure;
        DROP FUNCTION keep_near_areas_of_place, keep_near_areas_of_observation, keep_near_areas_of_measure;
        ALTER TABLE place DROP COLUMN near_area_ids;
        ALTER TABLE observation DROP COLUMN near_area_ids;
        ALTER TABLE measure DROP COLUMN near_area_ids;
        DROP FUNCTION areas_near_shape;
    """)
    op.execute(STAMP.format(near=""))
    op.execute(REFRESH.format(**dict.fromkeys(WITH_NEAR, "")))
    op.execute("""
        DROP TABLE area_successor, crime_form, access_right;
        ALTER TABLE city DROP COLUMN boundary_kind, DROP COLUMN smallest_count;
        ALTER TABLE police.incident SET SCHEMA public;
        ALTER TABLE police.incident_count SET SCHEMA public;
        DROP SCHEMA police;
    """)
