"""Initiatives with goals and places, measures and the places they serve."""

from alembic import context, op

revision = "0005"
down_revision = "0004"

TABLES = """
CREATE TABLE initiative (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    title text NOT NULL,
    summary text DEFAULT '' NOT NULL,
    problem text DEFAULT '' NOT NULL,
    ownership text NOT NULL,
    status text DEFAULT 'idea' NOT NULL,
    priority_areas text[] DEFAULT '{{}}' NOT NULL,
    lead_organisation_id uuid,
    area_ids integer[] DEFAULT '{{}}' NOT NULL,
    planned_start date,
    planned_end date,
    started_on date,
    ended_on date,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    created_by uuid DEFAULT asking_user(),
    updated_at timestamptz DEFAULT now() NOT NULL,
    updated_by uuid DEFAULT asking_user(),
    owner_organisation_id uuid,
    batch_id uuid,
    synthetic boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (lead_organisation_id) REFERENCES organisation (id),
    FOREIGN KEY (owner_organisation_id) REFERENCES organisation (id),
    FOREIGN KEY (batch_id) REFERENCES import_batch (id),
    CHECK (ownership IN ('municipality', 'police', 'joint')),
    CHECK (planned_start <= planned_end),
    CHECK (started_on <= ended_on)
);
CREATE INDEX initiative_batch_id_index ON initiative (batch_id);

CREATE TABLE goal (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    initiative_id uuid NOT NULL,
    kind text NOT NULL,
    form text DEFAULT 'quantitative' NOT NULL,
    statement text NOT NULL,
    indicator text DEFAULT '' NOT NULL,
    unit text DEFAULT '' NOT NULL,
    baseline_value double precision,
    baseline_on date,
    target_value double precision,
    target_on date,
    direction text DEFAULT 'decrease' NOT NULL,
    status text DEFAULT 'draft' NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    created_by uuid DEFAULT asking_user(),
    updated_at timestamptz DEFAULT now() NOT NULL,
    updated_by uuid DEFAULT asking_user(),
    owner_organisation_id uuid,
    batch_id uuid,
    synthetic boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (initiative_id) REFERENCES initiative (id),
    FOREIGN KEY (owner_organisation_id) REFERENCES organisation (id),
    FOREIGN KEY (batch_id) REFERENCES import_batch (id),
    CHECK (kind IN ('activity', 'performance', 'effect')),
    CHECK (baseline_on < target_on),
    CHECK (direction IN ('increase', 'decrease'))
);
CREATE INDEX goal_batch_id_index ON goal (batch_id);
CREATE INDEX goal_initiative_id_index ON goal (initiative_id);

CREATE TABLE measure (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    type text NOT NULL,
    name text NOT NULL,
    status text DEFAULT 'proposed' NOT NULL,
    initiative_id uuid,
    geom geometry(Geometry, {srid}),
    tile_geom geometry(Geometry, 3857) GENERATED ALWAYS AS (to_web_mercator(geom)) STORED,
    precision text DEFAULT 'exact' NOT NULL,
    parameters jsonb DEFAULT '{{}}' NOT NULL,
    planned_start date,
    started_on date,
    ended_on date,
    temporary boolean DEFAULT false NOT NULL,
    responsible_organisation_id uuid,
    cost_sek integer,
    note text DEFAULT '' NOT NULL,
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
    FOREIGN KEY (initiative_id) REFERENCES initiative (id),
    FOREIGN KEY (responsible_organisation_id) REFERENCES organisation (id),
    FOREIGN KEY (owner_organisation_id) REFERENCES organisation (id),
    FOREIGN KEY (batch_id) REFERENCES import_batch (id),
    CHECK (ST_IsValid(geom) AND NOT ST_IsEmpty(geom)),
    CHECK (started_on <= ended_on),
    CHECK (cost_sek >= 0)
);
CREATE INDEX measure_area_ids_index ON measure USING gin (area_ids);
CREATE INDEX measure_batch_id_index ON measure (batch_id);
CREATE INDEX measure_geom_index ON measure USING gist (geom);
CREATE INDEX measure_initiative_id_index ON measure (initiative_id);
CREATE UNIQUE INDEX measure_source_key_unique ON measure (source, source_key) WHERE source_key IS NOT NULL;
CREATE INDEX measure_tile_geom_index ON measure USING gist (tile_geom);

CREATE TABLE initiative_place (
    initiative_id uuid NOT NULL,
    place_id uuid NOT NULL,
    PRIMARY KEY (initiative_id, place_id),
    FOREIGN KEY (initiative_id) REFERENCES initiative (id),
    FOREIGN KEY (place_id) REFERENCES place (id)
);
CREATE INDEX initiative_place_place_id_index ON initiative_place (place_id);

CREATE TABLE measure_place (
    measure_id uuid NOT NULL,
    place_id uuid NOT NULL,
    PRIMARY KEY (measure_id, place_id),
    FOREIGN KEY (measure_id) REFERENCES measure (id),
    FOREIGN KEY (place_id) REFERENCES place (id)
);
CREATE INDEX measure_place_place_id_index ON measure_place (place_id);
"""


def upgrade() -> None:
    srid = context.config.attributes["profile"].metric_srid
    op.execute(TABLES.format(srid=srid))


def downgrade() -> None:
    op.execute("DROP TABLE measure_place, initiative_place, measure, goal, initiative")
