"""Area kinds, areas with validity and accuracy, overlaps, population."""

from alembic import context, op

revision = "0003"
down_revision = "0002"

TABLES = """
CREATE TABLE area_kind (
    code text NOT NULL,
    rank integer NOT NULL,
    name_sv text NOT NULL,
    name_en text NOT NULL,
    authority text NOT NULL,
    PRIMARY KEY (code)
);

CREATE TABLE area (
    id integer GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL,
    code text NOT NULL,
    name_sv text NOT NULL,
    name_en text NOT NULL,
    geom geometry(MultiPolygon, {srid}) NOT NULL,
    tile_geom geometry(MultiPolygon, 3857) GENERATED ALWAYS AS (to_web_mercator(geom)) STORED NOT NULL,
    extent_m2 double precision GENERATED ALWAYS AS (st_area(geom)) STORED NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    accuracy text DEFAULT 'official' NOT NULL,
    source text DEFAULT '' NOT NULL,
    licence text DEFAULT '' NOT NULL,
    synthetic boolean DEFAULT false NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    batch_id uuid,
    created_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT area_kind_code_valid_from_unique UNIQUE (kind, code, valid_from),
    FOREIGN KEY (kind) REFERENCES area_kind (code),
    FOREIGN KEY (batch_id) REFERENCES import_batch (id),
    CHECK (ST_IsValid(geom) AND NOT ST_IsEmpty(geom)),
    CHECK (valid_from < valid_to),
    CHECK (accuracy IN ('official', 'digitised', 'schematic'))
);
CREATE INDEX area_batch_id_index ON area (batch_id);
CREATE INDEX area_geom_index ON area USING gist (geom);
CREATE INDEX area_tile_geom_index ON area USING gist (tile_geom);

CREATE TABLE area_overlap (
    area_id integer NOT NULL,
    other_id integer NOT NULL,
    overlap_m2 double precision NOT NULL,
    share_of_area double precision NOT NULL,
    share_of_other double precision NOT NULL,
    PRIMARY KEY (area_id, other_id),
    FOREIGN KEY (area_id) REFERENCES area (id) ON DELETE CASCADE,
    FOREIGN KEY (other_id) REFERENCES area (id) ON DELETE CASCADE
);
CREATE INDEX area_overlap_other_id_index ON area_overlap (other_id);

CREATE TABLE population (
    area_id integer NOT NULL,
    year integer NOT NULL,
    kind text DEFAULT 'night' NOT NULL,
    sex text DEFAULT 'all' NOT NULL,
    age_band text DEFAULT 'all' NOT NULL,
    people integer NOT NULL,
    source text DEFAULT '' NOT NULL,
    synthetic boolean DEFAULT false NOT NULL,
    batch_id uuid,
    PRIMARY KEY (area_id, year, kind, sex, age_band),
    FOREIGN KEY (area_id) REFERENCES area (id) ON DELETE CASCADE,
    FOREIGN KEY (batch_id) REFERENCES import_batch (id),
    CHECK (people >= 0)
);
CREATE INDEX population_batch_id_index ON population (batch_id);
"""


def upgrade() -> None:
    srid = context.config.attributes["profile"].metric_srid
    op.execute(TABLES.format(srid=srid))


def downgrade() -> None:
    op.execute("DROP TABLE population, area_overlap, area, area_kind")
