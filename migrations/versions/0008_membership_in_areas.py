"""Membership of every positioned row in areas, and overlaps between areas, kept by the database."""

from alembic import op

revision = "0008"
down_revision = "0007"

QUESTIONS = """
-- The areas that contain an event: one per kind, valid on the day. A point on a shared edge belongs to the
-- area with the lowest id, so that counts of neighbours never add up to more than the whole.
CREATE FUNCTION areas_of_event(shape geometry, day date) RETURNS integer[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce((
    SELECT array_agg(found.id ORDER BY found.id)
    FROM (
        SELECT DISTINCT ON (area.kind) area.id
        FROM area
        WHERE
            ST_Intersects(area.geom, shape)
            AND area.valid_from <= day AND (area.valid_to IS NULL OR day < area.valid_to)
        ORDER BY area.kind, area.id
    ) AS found
), '{}');

-- The areas that a place or a measure meets and that were valid some day in [first_day, last_day);
-- a null last_day means still going on.
CREATE FUNCTION areas_of_shape(shape geometry, first_day date, last_day date) RETURNS integer[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce((
    SELECT array_agg(area.id ORDER BY area.id)
    FROM area
    WHERE
        ST_Intersects(area.geom, shape)
        AND (last_day IS NULL OR area.valid_from < greatest(last_day, first_day + 1))
        AND (area.valid_to IS NULL OR first_day < area.valid_to)
), '{}');
"""

# A bulk publish computes the areas itself, in the statement that inserts; then these triggers stay still.
KEEP_ON_WRITE = """
CREATE FUNCTION keep_areas_of_incident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.area_ids := CASE
        WHEN NEW.area_id IS NOT NULL THEN ARRAY[NEW.area_id]
        WHEN NEW.geom IS NULL THEN '{}'
        ELSE areas_of_event(NEW.geom, local_day(NEW.occurred_from))
    END;
    RETURN NEW;
END $$;
CREATE TRIGGER incident_areas_on_insert BEFORE INSERT ON incident
FOR EACH ROW WHEN (NEW.area_ids IS NULL) EXECUTE FUNCTION keep_areas_of_incident();
CREATE TRIGGER incident_areas_on_move BEFORE UPDATE OF geom, area_id, occurred_from ON incident
FOR EACH ROW EXECUTE FUNCTION keep_areas_of_incident();

CREATE FUNCTION keep_areas_of_incident_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.area_ids := CASE
        WHEN NEW.area_id IS NOT NULL THEN ARRAY[NEW.area_id]
        ELSE areas_of_event(NEW.cell_centre, NEW.period_start)
    END;
    RETURN NEW;
END $$;
CREATE TRIGGER incident_count_areas_on_insert BEFORE INSERT ON incident_count
FOR EACH ROW WHEN (NEW.area_ids IS NULL) EXECUTE FUNCTION keep_areas_of_incident_count();
CREATE TRIGGER incident_count_areas_on_move BEFORE UPDATE OF cell_centre, area_id, period_start ON incident_count
FOR EACH ROW EXECUTE FUNCTION keep_areas_of_incident_count();

-- An observation without a position of its own stands where its place stands.
CREATE FUNCTION keep_areas_of_observation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.area_ids := areas_of_event(
        coalesce(NEW.geom, (SELECT ST_PointOnSurface(place.geom) FROM place WHERE place.id = NEW.place_id)),
        local_day(NEW.observed_from)
    );
    RETURN NEW;
END $$;
CREATE TRIGGER observation_areas_on_insert BEFORE INSERT ON observation
FOR EACH ROW WHEN (NEW.area_ids IS NULL) EXECUTE FUNCTION keep_areas_of_observation();
CREATE TRIGGER observation_areas_on_move BEFORE UPDATE OF geom, place_id, observed_from ON observation
FOR EACH ROW EXECUTE FUNCTION keep_areas_of_observation();

CREATE FUNCTION keep_areas_of_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.area_ids := areas_of_shape(NEW.geom, NEW.reported_on, NEW.archived_on);
    RETURN NEW;
END $$;
CREATE TRIGGER place_areas_on_insert BEFORE INSERT ON place
FOR EACH ROW WHEN (NEW.area_ids IS NULL) EXECUTE FUNCTION keep_areas_of_place();
CREATE TRIGGER place_areas_on_move BEFORE UPDATE OF geom, reported_on, archived_on ON place
FOR EACH ROW EXECUTE FUNCTION keep_areas_of_place();

-- The first day that a measure counts in an area: when it began, else when it should, else when it was noted.
CREATE FUNCTION first_day_of_measure(started_on date, planned_start date, created_at timestamptz) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN coalesce(started_on, planned_start, local_day(created_at));

CREATE FUNCTION keep_areas_of_measure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.area_ids := areas_of_shape(
        NEW.geom, first_day_of_measure(NEW.started_on, NEW.planned_start, NEW.created_at), NEW.ended_on
    );
    RETURN NEW;
END $$;
CREATE TRIGGER measure_areas_on_insert BEFORE INSERT ON measure
FOR EACH ROW WHEN (NEW.area_ids IS NULL) EXECUTE FUNCTION keep_areas_of_measure();
CREATE TRIGGER measure_areas_on_move BEFORE UPDATE OF geom, started_on, planned_start, ended_on ON measure
FOR EACH ROW EXECUTE FUNCTION keep_areas_of_measure();
"""

REFRESH = """
-- Recompute the membership of every row that stood in one of the changed areas or stands in one now.
CREATE FUNCTION refresh_membership(changed integer[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE incident SET area_ids = areas_of_event(geom, occurred_on)
    WHERE geom IS NOT NULL AND id IN (
        SELECT incident.id FROM incident WHERE incident.area_ids && changed
        UNION
        SELECT incident.id FROM area JOIN incident ON ST_Intersects(area.geom, incident.geom)
        WHERE area.id = ANY(changed)
    ) AND area_ids IS DISTINCT FROM areas_of_event(geom, occurred_on);

    UPDATE incident_count SET area_ids = areas_of_event(cell_centre, period_start)
    WHERE cell_centre IS NOT NULL AND area_ids IS DISTINCT FROM areas_of_event(cell_centre, period_start);

    UPDATE observation SET area_ids = now_in.area_ids
    FROM (
        SELECT
            seen.id,
            areas_of_event(coalesce(seen.geom, ST_PointOnSurface(place.geom)), seen.observed_on) AS area_ids
        FROM observation AS seen LEFT JOIN place ON seen.place_id = place.id
    ) AS now_in
    WHERE observation.id = now_in.id AND observation.area_ids IS DISTINCT FROM now_in.area_ids;

    UPDATE place SET area_ids = areas_of_shape(geom, reported_on, archived_on)
    WHERE area_ids IS DISTINCT FROM areas_of_shape(geom, reported_on, archived_on);

    UPDATE measure SET area_ids = areas_of_shape(
        geom, first_day_of_measure(started_on, planned_start, created_at), ended_on
    )
    WHERE area_ids IS DISTINCT FROM areas_of_shape(
        geom, first_day_of_measure(started_on, planned_start, created_at), ended_on
    );
END $$;

-- Shares of overlap between areas of different kinds, or of one kind at different times; both directions.
CREATE FUNCTION refresh_overlaps(changed integer[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM area_overlap WHERE area_id = ANY(changed) OR other_id = ANY(changed);
    WITH pairs AS MATERIALIZED (
        SELECT
            one.id, other.id AS other_id, one.extent_m2, other.extent_m2 AS other_m2,
            ST_Area(ST_Intersection(one.geom, other.geom)) AS shared_m2
        FROM area AS one
        JOIN area AS other ON one.id <> other.id AND ST_Intersects(one.geom, other.geom)
        WHERE
            one.id = ANY(changed)
            AND (NOT other.id = ANY(changed) OR one.id < other.id)
            AND (one.kind <> other.kind OR NOT valid_together(one, other))
    )
    INSERT INTO area_overlap (area_id, other_id, overlap_m2, share_of_area, share_of_other)
    SELECT id, other_id, shared_m2, shared_m2 / extent_m2, shared_m2 / other_m2 FROM pairs WHERE shared_m2 > 1
    UNION ALL
    SELECT other_id, id, shared_m2, shared_m2 / other_m2, shared_m2 / extent_m2 FROM pairs WHERE shared_m2 > 1;
END $$;

CREATE FUNCTION valid_together(one area, other area) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN daterange(one.valid_from, one.valid_to) && daterange(other.valid_from, other.valid_to);

-- Within a kind no two areas valid on the same day share more than a hundredth of the smaller.
CREATE FUNCTION refuse_double_ground(changed integer[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    pair record;
BEGIN
    SELECT one.name_sv AS one_name, other.name_sv AS other_name, one.kind INTO pair
    FROM area AS one
    JOIN area AS other
        ON one.kind = other.kind AND one.id <> other.id AND ST_Intersects(one.geom, other.geom)
    WHERE
        one.id = ANY(changed)
        AND valid_together(one, other)
        AND ST_Area(ST_Intersection(one.geom, other.geom)) > 0.01 * least(one.extent_m2, other.extent_m2)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'areas % and % of kind % are valid at the same time and overlap',
            pair.one_name, pair.other_name, pair.kind USING ERRCODE = 'exclusion_violation';
    END IF;
END $$;

CREATE FUNCTION after_areas_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed integer[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        SELECT array_agg(id) INTO changed FROM old_areas;
    ELSE
        SELECT array_agg(id) INTO changed FROM new_areas;
    END IF;
    IF changed IS NOT NULL THEN
        PERFORM refuse_double_ground(changed), refresh_overlaps(changed), refresh_membership(changed);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER area_inserted AFTER INSERT ON area REFERENCING NEW TABLE AS new_areas
FOR EACH STATEMENT EXECUTE FUNCTION after_areas_changed();
CREATE TRIGGER area_updated AFTER UPDATE ON area REFERENCING NEW TABLE AS new_areas
FOR EACH STATEMENT EXECUTE FUNCTION after_areas_changed();
CREATE TRIGGER area_deleted AFTER DELETE ON area REFERENCING OLD TABLE AS old_areas
FOR EACH STATEMENT EXECUTE FUNCTION after_areas_changed();
"""


def upgrade() -> None:
    op.execute(QUESTIONS)
    op.execute(KEEP_ON_WRITE)
    op.execute(REFRESH)


def downgrade() -> None:
    op.execute("""
        DROP TRIGGER area_inserted ON area;
        DROP TRIGGER area_updated ON area;
        DROP TRIGGER area_deleted ON area;
        DROP TRIGGER incident_areas_on_insert ON incident;
        DROP TRIGGER incident_areas_on_move ON incident;
        DROP TRIGGER incident_count_areas_on_insert ON incident_count;
        DROP TRIGGER incident_count_areas_on_move ON incident_count;
        DROP TRIGGER observation_areas_on_insert ON observation;
        DROP TRIGGER observation_areas_on_move ON observation;
        DROP TRIGGER place_areas_on_insert ON place;
        DROP TRIGGER place_areas_on_move ON place;
        DROP TRIGGER measure_areas_on_insert ON measure;
        DROP TRIGGER measure_areas_on_move ON measure;
        DROP FUNCTION after_areas_changed, refuse_double_ground, refresh_overlaps, valid_together,
            refresh_membership, keep_areas_of_measure, first_day_of_measure, keep_areas_of_place,
            keep_areas_of_observation, keep_areas_of_incident_count, keep_areas_of_incident,
            areas_of_shape, areas_of_event;
    """)
