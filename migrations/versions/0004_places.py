"""Places and observations."""

from alembic import context, op

revision = "0004"
down_revision = "0003"

TABLES = """
CREATE TABLE place (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    polarity text DEFAULT 'unsafe' NOT NULL,
    status text DEFAULT 'reported' NOT NULL,
    geom geometry(Geometry, {srid}) NOT NULL,
    tile_geom geometry(Geometry, 3857) GENERATED ALWAYS AS (to_web_mercator(geom)) STORED NOT NULL,
    precision text DEFAULT 'exact' NOT NULL,
    description text DEFAULT '' NOT NULL,
    reported_on date NOT NULL,
    archived_on date,
    area_ids integer[] NOT NULL,
    source text DEFAULT 'marked' NOT NULL,
    source_key text,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    created_by uuid DEFAULT asking_user(),
    updated_at timestamptz DEFAULT now() NOT NULL,
    updated_by uuid DEFAULT asking_user(),
    owner_organisation_id uuid,
    batch_id uuid,
    synthetic boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (owner_organisation_id) REFERENCES organisation (id),
    FOREIGN KEY (batch_id) REFERENCES import_batch (id),
    CHECK (polarity IN ('unsafe', 'safe', 'neutral')),
    CHECK (ST_IsValid(geom) AND NOT ST_IsEmpty(geom)),
    CHECK (reported_on <= archived_on),
    CHECK (precision IN ('exact', 'snapped', 'street', 'area'))
);
CREATE INDEX place_area_ids_index ON place USING gin (area_ids);
CREATE INDEX place_batch_id_index ON place (batch_id);
CREATE INDEX place_geom_index ON place USING gist (geom);
CREATE UNIQUE INDEX place_source_key_unique ON place (source, source_key) WHERE source_key IS NOT NULL;
CREATE INDEX place_tile_geom_index ON place USING gist (tile_geom);

CREATE TABLE observation (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    place_id uuid,
    geom geometry(Point, {srid}),
    precision text NOT NULL,
    observed_from timestamptz NOT NULL,
    observed_to timestamptz NOT NULL,
    time_precision text NOT NULL,
    observed_on date GENERATED ALWAYS AS (local_day(observed_from)) STORED NOT NULL,
    light text GENERATED ALWAYS AS (light_of(observed_from, observed_to, geom)) STORED NOT NULL,
    categories text[] NOT NULL,
    polarity text DEFAULT 'unsafe' NOT NULL,
    severity integer,
    wording text DEFAULT '' NOT NULL,
    heard_from text NOT NULL,
    status text DEFAULT 'received' NOT NULL,
    area_ids integer[] NOT NULL,
    source text DEFAULT 'marked' NOT NULL,
    source_key text,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    created_by uuid DEFAULT asking_user(),
    updated_at timestamptz DEFAULT now() NOT NULL,
    updated_by uuid DEFAULT asking_user(),
    owner_organisation_id uuid,
    batch_id uuid,
    synthetic boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (place_id) REFERENCES place (id),
    FOREIGN KEY (owner_organisation_id) REFERENCES organisation (id),
    FOREIGN KEY (batch_id) REFERENCES import_batch (id),
    CHECK (observed_from <= observed_to),
    CHECK ((geom IS NULL) = (precision IN ('area', 'none'))),
    CHECK (geom IS NOT NULL OR place_id IS NOT NULL OR precision IN ('area', 'none')),
    CHECK (severity BETWEEN 1 AND 3),
    CHECK (time_precision IN ('exact', 'interval', 'day', 'month'))
);
CREATE INDEX observation_area_ids_index ON observation USING gin (area_ids);
CREATE INDEX observation_batch_id_index ON observation (batch_id);
CREATE INDEX observation_geom_index ON observation USING gist (geom);
CREATE INDEX observation_place_id_index ON observation (place_id);
CREATE UNIQUE INDEX observation_source_key_unique ON observation (source, source_key) WHERE source_key IS NOT NULL;
"""


def upgrade() -> None:
    srid = context.config.attributes["profile"].metric_srid
    op.execute(TABLES.format(srid=srid))


def downgrade() -> None:
    op.execute("DROP TABLE observation, place")
