"""Streets and squares by name, and the resemblance of names by their trigrams."""

from alembic import context, op

revision = "0019"
down_revision = "0018"

# pg_trgm is a trusted extension: whoever may create tables in a database may add it.
STREETS = """
CREATE TABLE street (
    id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
    source text NOT NULL,
    source_key text,
    name text DEFAULT '' NOT NULL,
    name_other text DEFAULT '' NOT NULL,
    kind text DEFAULT '' NOT NULL,
    lit text DEFAULT '' NOT NULL,
    geom geometry(Geometry, {srid}) NOT NULL,
    tile_geom geometry(Geometry, 3857) GENERATED ALWAYS AS (to_web_mercator(geom)) STORED NOT NULL,
    area_ids integer[] NOT NULL,
    synthetic boolean DEFAULT false NOT NULL,
    batch_id uuid,
    created_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (batch_id) REFERENCES import_batch (id),
    CONSTRAINT street_geom_check CHECK (ST_Dimension(geom) IN (1, 2) AND NOT ST_IsEmpty(geom))
);
CREATE INDEX street_area_ids_index ON street USING gin (area_ids);
CREATE INDEX street_batch_id_index ON street (batch_id);
CREATE INDEX street_geom_index ON street USING gist (geom);
CREATE INDEX street_name_index ON street USING gin (name gin_trgm_ops);
CREATE INDEX street_name_other_index ON street USING gin (name_other gin_trgm_ops);
CREATE UNIQUE INDEX street_source_key_unique ON street (source, source_key) WHERE source_key IS NOT NULL;
CREATE INDEX street_tile_geom_index ON street USING gist (tile_geom);
"""

# A street has no days of its own: it counts in the areas of any time. A bulk publish computes them itself.
KEPT = """
CREATE FUNCTION areas_of_street(shape geometry) RETURNS integer[]
LANGUAGE sql STABLE PARALLEL SAFE RETURN areas_of_shape(shape, '-infinity', NULL);

CREATE FUNCTION keep_areas_of_street() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.area_ids := areas_of_street(NEW.geom);
    RETURN NEW;
END $$;
CREATE TRIGGER street_areas_on_insert BEFORE INSERT ON street
FOR EACH ROW WHEN (NEW.area_ids IS NULL) EXECUTE FUNCTION keep_areas_of_street();
CREATE TRIGGER street_areas_on_move BEFORE UPDATE OF geom ON street
FOR EACH ROW EXECUTE FUNCTION keep_areas_of_street();

CREATE FUNCTION refresh_areas_of_streets() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed integer[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        SELECT array_agg(id) INTO changed FROM old_areas;
    ELSE
        SELECT array_agg(id) INTO changed FROM new_areas;
    END IF;
    UPDATE street SET area_ids = areas_of_street(geom)
    WHERE id IN (
        SELECT street.id FROM street WHERE street.area_ids && changed
        UNION
        SELECT street.id FROM area JOIN street ON ST_Intersects(area.geom, street.geom)
        WHERE area.id = ANY(changed)
    ) AND area_ids IS DISTINCT FROM areas_of_street(geom);
    RETURN NULL;
END $$;
CREATE TRIGGER area_inserted_streets AFTER INSERT ON area REFERENCING NEW TABLE AS new_areas
FOR EACH STATEMENT EXECUTE FUNCTION refresh_areas_of_streets();
CREATE TRIGGER area_updated_streets AFTER UPDATE ON area REFERENCING NEW TABLE AS new_areas
FOR EACH STATEMENT EXECUTE FUNCTION refresh_areas_of_streets();
CREATE TRIGGER area_deleted_streets AFTER DELETE ON area REFERENCING OLD TABLE AS old_areas
FOR EACH STATEMENT EXECUTE FUNCTION refresh_areas_of_streets();
"""

# The stretches of one name that lie within 500 m of each other are one street; further away is another of the
# same name. Its spot is the point of it nearest its middle.
SPOTS = """
CREATE FUNCTION street_spots(names text[]) RETURNS TABLE (id integer, name text, name_other text, spot geometry)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT
        min(stretch.id),
        stretch.name,
        max(stretch.name_other),
        ST_ClosestPoint(ST_Collect(stretch.geom), ST_Centroid(ST_Collect(stretch.geom)))
    FROM (
        SELECT street.*, ST_ClusterDBSCAN(geom, 500, 1) OVER (PARTITION BY street.name) AS cluster
        FROM street
        WHERE street.name = ANY(names)
    ) AS stretch
    GROUP BY stretch.name, stretch.cluster
$$;
"""


def upgrade() -> None:
    srid = context.config.attributes["profile"].metric_srid
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.execute(STREETS.format(srid=srid))
    op.execute(KEPT)
    op.execute(SPOTS)


def downgrade() -> None:
    op.execute("""
        DROP FUNCTION street_spots;
        DROP TRIGGER area_inserted_streets ON area;
        DROP TRIGGER area_updated_streets ON area;
        DROP TRIGGER area_deleted_streets ON area;
        DROP TABLE street;
        DROP FUNCTION refresh_areas_of_streets, keep_areas_of_street, areas_of_street;
    """)
