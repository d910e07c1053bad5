"""What stands and is measured in the street, what was found on safety walks, and marks that are no place."""

from alembic import context, op

revision = "0024"
down_revision = "0023"

# A lamp has two states: since `changed_on` it is `lamp`, before it was `lamp_before`; of neither is a word
# needed. All of these count in the areas of any time; the database keeps them.
GROUND = """
CREATE TABLE light_point (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    source text NOT NULL,
    source_key text,
    geom geometry(Point, {srid}) NOT NULL,
    tile_geom geometry(Point, 3857) GENERATED ALWAYS AS (to_web_mercator(geom)) STORED NOT NULL,
    lamp text,
    watt double precision,
    lamp_before text,
    watt_before double precision,
    lit_on date,
    changed_on date,
    lamps integer DEFAULT 1 NOT NULL,
    colour_temperature_k integer,
    height_m double precision,
    owner text DEFAULT '' NOT NULL,
    status text DEFAULT 'ok' NOT NULL,
    status_on date,
    area_ids integer[] NOT NULL,
    synthetic boolean DEFAULT false NOT NULL,
    batch_id uuid,
    created_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (batch_id) REFERENCES import_batch (id),
    CHECK (lamps > 0),
    CHECK (watt >= 0 AND watt_before >= 0)
);
CREATE TABLE speed_measurement (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    source text NOT NULL,
    source_key text,
    site text NOT NULL,
    direction text DEFAULT '' NOT NULL,
    geom geometry(Point, {srid}) NOT NULL,
    tile_geom geometry(Point, 3857) GENERATED ALWAYS AS (to_web_mercator(geom)) STORED NOT NULL,
    measured_from date NOT NULL,
    measured_to date NOT NULL,
    limit_kmh integer,
    vehicles integer NOT NULL,
    mean_kmh double precision,
    v85_kmh double precision,
    share_over double precision,
    share_over_10 double precision,
    daily_vehicles double precision,
    area_ids integer[] NOT NULL,
    synthetic boolean DEFAULT false NOT NULL,
    batch_id uuid,
    created_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (batch_id) REFERENCES import_batch (id),
    CHECK (measured_from < measured_to),
    CHECK (vehicles > 0),
    CHECK (share_over BETWEEN 0 AND 1),
    CHECK (share_over_10 BETWEEN 0 AND 1),
    CONSTRAINT speed_measurement_told_check
    CHECK (coalesce(mean_kmh, v85_kmh, share_over, share_over_10) IS NOT NULL)
);
CREATE TABLE fault_report (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    source text NOT NULL,
    source_key text,
    kind text NOT NULL,
    status text NOT NULL,
    reported_on date NOT NULL,
    fixed_on date,
    geom geometry(Point, {srid}),
    tile_geom geometry(Point, 3857) GENERATED ALWAYS AS (to_web_mercator(geom)) STORED,
    place_words text DEFAULT '' NOT NULL,
    area_ids integer[] NOT NULL,
    synthetic boolean DEFAULT false NOT NULL,
    batch_id uuid,
    created_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (batch_id) REFERENCES import_batch (id),
    CHECK (reported_on <= fixed_on),
    CONSTRAINT fault_report_where_check CHECK (geom IS NOT NULL OR place_words <> '')
);
CREATE TABLE crossing (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    source text NOT NULL,
    source_key text,
    kind text DEFAULT '' NOT NULL,
    geom geometry(Point, {srid}) NOT NULL,
    tile_geom geometry(Point, 3857) GENERATED ALWAYS AS (to_web_mercator(geom)) STORED NOT NULL,
    area_ids integer[] NOT NULL,
    synthetic boolean DEFAULT false NOT NULL,
    batch_id uuid,
    created_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (batch_id) REFERENCES import_batch (id)
);
"""

OF_GROUND = ("light_point", "speed_measurement", "fault_report", "crossing")

INDEXES = """
CREATE INDEX {table}_area_ids_index ON {table} USING gin (area_ids);
CREATE INDEX {table}_batch_id_index ON {table} (batch_id);
CREATE INDEX {table}_geom_index ON {table} USING gist (geom);
CREATE UNIQUE INDEX {table}_source_key_unique ON {table} (source, source_key) WHERE source_key IS NOT NULL;
CREATE INDEX {table}_tile_geom_index ON {table} USING gist (tile_geom);
CREATE TRIGGER {table}_areas_on_insert BEFORE INSERT ON {table}
FOR EACH ROW WHEN (NEW.area_ids IS NULL) EXECUTE FUNCTION keep_areas_of_ground();
CREATE TRIGGER {table}_areas_on_move BEFORE UPDATE OF geom ON {table}
FOR EACH ROW EXECUTE FUNCTION keep_areas_of_ground();
"""

KEPT = """
CREATE FUNCTION areas_of_ground(shape geometry) RETURNS integer[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN shape IS NULL THEN '{}' ELSE areas_of_shape(shape, '-infinity', NULL) END;

CREATE FUNCTION keep_areas_of_ground() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.area_ids := areas_of_ground(NEW.geom);
    RETURN NEW;
END $$;
"""

# Only what stood in one of the changed areas, or stands in one now, is looked at again.
REFRESH = """
CREATE FUNCTION refresh_areas_of_ground() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed integer[];
    ground text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        SELECT array_agg(id) INTO changed FROM old_areas;
    ELSE
        SELECT array_agg(id) INTO changed FROM new_areas;
    END IF;
    IF changed IS NULL THEN
        RETURN NULL;
    END IF;
    FOREACH ground IN ARRAY ARRAY['light_point', 'speed_measurement', 'fault_report', 'crossing'] LOOP
        EXECUTE format(
            'UPDATE %1$I SET area_ids = areas_of_ground(geom) WHERE id IN ('
            '    SELECT id FROM %1$I WHERE area_ids && $1'
            '    UNION'
            '    SELECT met.id FROM area JOIN %1$I AS met ON ST_Intersects(area.geom, met.geom)'
            '    WHERE area.id = ANY($1)'
            ') AND area_ids IS DISTINCT FROM areas_of_ground(geom)', ground
        ) USING changed;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER area_inserted_ground AFTER INSERT ON area REFERENCING NEW TABLE AS new_areas
FOR EACH STATEMENT EXECUTE FUNCTION refresh_areas_of_ground();
CREATE TRIGGER area_updated_ground AFTER UPDATE ON area REFERENCING NEW TABLE AS new_areas
FOR EACH STATEMENT EXECUTE FUNCTION refresh_areas_of_ground();
CREATE TRIGGER area_deleted_ground AFTER DELETE ON area REFERENCING OLD TABLE AS old_areas
FOR EACH STATEMENT EXECUTE FUNCTION refresh_areas_of_ground();
"""

# An answer is said once and followed by others, never changed: the newest one holds.
WALKS = """
CREATE TABLE safety_walk (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    source text NOT NULL,
    source_key text,
    title text NOT NULL,
    held_on date NOT NULL,
    start_time time,
    step text NOT NULL,
    organiser text DEFAULT '' NOT NULL,
    participants integer,
    women integer,
    youth integer,
    older integer,
    disability_represented boolean,
    route geometry(LineString, {srid}),
    area_ids integer[] NOT NULL,
    synthetic boolean DEFAULT false NOT NULL,
    batch_id uuid,
    created_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (batch_id) REFERENCES import_batch (id),
    CHECK (participants >= 0 AND women >= 0 AND youth >= 0 AND older >= 0),
    CHECK (greatest(women, youth, older) <= participants)
);
CREATE INDEX safety_walk_area_ids_index ON safety_walk USING gin (area_ids);
CREATE INDEX safety_walk_batch_id_index ON safety_walk (batch_id);
CREATE UNIQUE INDEX safety_walk_source_key_unique ON safety_walk (source, source_key)
WHERE source_key IS NOT NULL;

ALTER TABLE observation ADD COLUMN walk_id uuid;
ALTER TABLE observation ADD CONSTRAINT observation_walk_id_fkey FOREIGN KEY (walk_id) REFERENCES safety_walk (id);
CREATE INDEX observation_walk_id_index ON observation (walk_id);

CREATE TABLE walk_answer (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    observation_id uuid NOT NULL,
    answered_by text DEFAULT '' NOT NULL,
    answer text NOT NULL,
    wording text DEFAULT '' NOT NULL,
    due_on date,
    synthetic boolean DEFAULT false NOT NULL,
    batch_id uuid,
    created_at timestamptz DEFAULT clock_timestamp() NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (observation_id) REFERENCES observation (id) ON DELETE CASCADE,
    FOREIGN KEY (batch_id) REFERENCES import_batch (id)
);
CREATE INDEX walk_answer_observation_id_index ON walk_answer (observation_id);
CREATE INDEX walk_answer_batch_id_index ON walk_answer (batch_id);

-- Marks whose proposed place was turned down: they are proposed no more.
CREATE TABLE dismissed_mark (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    observation_id uuid NOT NULL,
    dismissed_at timestamptz DEFAULT now() NOT NULL,
    dismissed_by uuid DEFAULT asking_user(),
    PRIMARY KEY (id),
    CONSTRAINT dismissed_mark_observation_id_unique UNIQUE (observation_id),
    FOREIGN KEY (observation_id) REFERENCES observation (id) ON DELETE CASCADE
);
"""

# A map survey often tells the year of its marks and no more.
TIMES = """
ALTER TABLE observation DROP CONSTRAINT observation_time_precision_check;
ALTER TABLE observation ADD CONSTRAINT observation_time_precision_check
CHECK (time_precision IN ({precisions}));
"""


def upgrade() -> None:
    srid = context.config.attributes["profile"].metric_srid
    op.execute(GROUND.format(srid=srid))
    op.execute(KEPT)
    for table in OF_GROUND:
        op.execute(INDEXES.format(table=table))
    op.execute(REFRESH)
    op.execute(WALKS.format(srid=srid))
    op.execute(TIMES.format(precisions="'exact', 'interval', 'day', 'month', 'year'"))


def downgrade() -> None:
    op.execute(TIMES.format(precisions="'exact', 'interval', 'day', 'month'"))
    op.execute("""
        DROP TRIGGER area_inserted_ground ON area;
        DROP TRIGGER area_updated_ground ON area;
        DROP TRIGGER area_deleted_ground ON area;
        DROP TABLE dismissed_mark, walk_answer;
        ALTER TABLE observation DROP COLUMN walk_id;
        DROP TABLE safety_walk, crossing, fault_report, speed_measurement, light_point;
        DROP FUNCTION refresh_areas_of_ground, keep_areas_of_ground, areas_of_ground;
    """)
