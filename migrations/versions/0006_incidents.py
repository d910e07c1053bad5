"""Recorded crime: incidents, and counts per cell or area."""

from alembic import context, op

revision = "0006"
down_revision = "0005"

TABLES = """
CREATE TABLE incident (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    source text NOT NULL,
    source_key text,
    category text NOT NULL,
    crime_group text NOT NULL,
    occurred_from timestamptz NOT NULL,
    occurred_to timestamptz NOT NULL,
    time_precision text NOT NULL,
    occurred_on date GENERATED ALWAYS AS (local_day(occurred_from)) STORED NOT NULL,
    occurred_month integer GENERATED ALWAYS AS (local_month(occurred_from)) STORED NOT NULL,
    light text GENERATED ALWAYS AS (light_of(occurred_from, occurred_to, geom)) STORED NOT NULL,
    geom geometry(Point, {srid}),
    tile_geom geometry(Point, 3857) GENERATED ALWAYS AS (to_web_mercator(geom)) STORED,
    precision text NOT NULL,
    area_id integer,
    area_ids integer[] NOT NULL,
    synthetic boolean DEFAULT false NOT NULL,
    batch_id uuid NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (area_id) REFERENCES area (id),
    FOREIGN KEY (batch_id) REFERENCES import_batch (id),
    CHECK (occurred_from <= occurred_to),
    CHECK ((geom IS NULL) = (precision IN ('area', 'none'))),
    CHECK ((area_id IS NOT NULL) = (precision = 'area')),
    CHECK (precision IN ('exact', 'snapped', 'street', 'area', 'none')),
    CHECK (time_precision IN ('exact', 'interval', 'day', 'month'))
);
CREATE INDEX incident_area_ids_index ON incident USING gin (area_ids);
CREATE INDEX incident_batch_id_index ON incident (batch_id);
CREATE INDEX incident_geom_index ON incident USING gist (geom);
CREATE INDEX incident_occurred_on_crime_group_index ON incident (occurred_on, crime_group);
CREATE UNIQUE INDEX incident_source_key_unique ON incident (source, source_key) WHERE source_key IS NOT NULL;
CREATE INDEX incident_tile_geom_index ON incident USING gist (tile_geom);

CREATE TABLE incident_count (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    source text NOT NULL,
    source_key text,
    crime_group text NOT NULL,
    period_start date NOT NULL,
    period_end date NOT NULL,
    daypart text,
    events integer NOT NULL,
    area_id integer,
    cell_centre geometry(Point, {srid}),
    cell_metres integer,
    area_ids integer[] NOT NULL,
    synthetic boolean DEFAULT false NOT NULL,
    batch_id uuid NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (area_id) REFERENCES area (id),
    FOREIGN KEY (batch_id) REFERENCES import_batch (id),
    CHECK (period_start < period_end),
    CHECK (events >= 0),
    CHECK ((area_id IS NULL) <> (cell_centre IS NULL)),
    CHECK ((cell_centre IS NULL) = (cell_metres IS NULL))
);
CREATE INDEX incident_count_area_ids_index ON incident_count USING gin (area_ids);
CREATE INDEX incident_count_batch_id_index ON incident_count (batch_id);
CREATE INDEX incident_count_cell_centre_index ON incident_count USING gist (cell_centre);
CREATE UNIQUE INDEX incident_count_source_key_unique ON incident_count (source, source_key) WHERE source_key IS NOT NULL;
"""


def upgrade() -> None:
    srid = context.config.attributes["profile"].metric_srid
    op.execute(TABLES.format(srid=srid))


def downgrade() -> None:
    op.execute("DROP TABLE incident_count, incident")
