"""What is kept no longer than agreed: what retention may do, what it recorded, and positions made coarser."""

from alembic import op

revision = "0016"
down_revision = "0015"

# One line per run, kept for ever: what was removed by which rule, never what it said.
RUNS = """
CREATE TABLE retention_run (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    run_on date NOT NULL,
    rules jsonb NOT NULL
);
CREATE INDEX retention_run_at_index ON retention_run (at);
"""

# Nobody logs in as this role: the owner takes it on for a run, which can then do this and nothing else.
GRANTS = """
GRANT USAGE ON SCHEMA police TO tryggkarta_retention;
GRANT SELECT, DELETE ON place, observation, measure, initiative, goal, police.incident, police.incident_count,
measure_place, initiative_place, text_review, import_rejection, membership, sign_in_attempt
TO tryggkarta_retention;
GRANT SELECT (id, created_at, disabled_at), DELETE ON user_account TO tryggkarta_retention;
GRANT SELECT (id, place_id, observation_id, created_at), DELETE ON photo TO tryggkarta_retention;
GRANT SELECT ON import_batch TO tryggkarta_retention;
GRANT UPDATE (wording, geom, precision) ON observation TO tryggkarta_retention;
GRANT UPDATE (initiative_id) ON measure TO tryggkarta_retention;
GRANT UPDATE (value, reason_sv, reason_en) ON import_rejection TO tryggkarta_retention;
GRANT UPDATE (replaced, quality) ON import_batch TO tryggkarta_retention;
GRANT INSERT, SELECT ON retention_run TO tryggkarta_retention;
"""

# The middle of the square cell of 250 m in the city's metric grid: what is left of a position (DOMAIN 8).
COARSE = """
CREATE FUNCTION coarse_position(spot geometry) RETURNS geometry
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ST_SetSRID(
    ST_MakePoint((floor(ST_X(spot) / 250) + 0.5) * 250, (floor(ST_Y(spot) / 250) + 0.5) * 250), ST_SRID(spot)
);
"""

# A place is closed since it last left the states that are open; from the day it was archived at the latest.
# Without a place an observation is closed from the day it was made.
CLOSED = """
CREATE FUNCTION observations_closed_before(day date) RETURNS TABLE (id uuid, closed_on date)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT closing.id, closing.closed_on
    FROM (
        SELECT
            observation.id,
            CASE
                WHEN place.id IS NULL THEN observation.observed_on
                WHEN place.status IN ('resolved', 'archived')
                    THEN coalesce(least(place.archived_on, turned.day), local_day(place.updated_at))
            END AS closed_on
        FROM observation
        LEFT JOIN place ON observation.place_id = place.id
        LEFT JOIN LATERAL (
            SELECT local_day(max(changed_at)) AS day
            FROM change_history
            WHERE
                table_name = 'place' AND row_id = place.id
                AND after ->> 'status' IN ('resolved', 'archived')
                AND coalesce(before ->> 'status', '') NOT IN ('resolved', 'archived')
        ) AS turned ON place.status IN ('resolved', 'archived')
    ) AS closing
    WHERE closing.closed_on < day
$$;
REVOKE EXECUTE ON FUNCTION observations_closed_before FROM PUBLIC;
GRANT EXECUTE ON FUNCTION observations_closed_before TO tryggkarta_retention;
"""

# What a reviewer rejected before anybody else saw it stays held, without its texts, until it is removed.
REJECTED = """
CREATE FUNCTION texts_rejected_before(day date) RETURNS TABLE (row_id uuid, rejected_on date)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT row_id, local_day(max(decided_at))
    FROM text_review
    GROUP BY row_id
    HAVING
        bool_and(decision IS NOT NULL) AND bool_or(decision = 'rejected') AND local_day(max(decided_at)) < day
$$;

CREATE FUNCTION places_rejected_before(day date) RETURNS TABLE (id uuid, rejected_on date)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT place.id, coalesce(place.archived_on, local_day(place.updated_at))
    FROM place
    WHERE place.status = 'rejected' AND coalesce(place.archived_on, local_day(place.updated_at)) < day
    UNION
    SELECT place.id, refused.rejected_on
    FROM place JOIN texts_rejected_before(day) AS refused ON place.id = refused.row_id
    WHERE place.held AND place.status <> 'rejected'
$$;
REVOKE EXECUTE ON FUNCTION texts_rejected_before, places_rejected_before FROM PUBLIC;
GRANT EXECUTE ON FUNCTION texts_rejected_before, places_rejected_before TO tryggkarta_retention;
"""

# A position made coarser is no move: the observation still counts in the areas where it was made, and the
# same people see it.
STAYS = """
CREATE FUNCTION is_made_coarser(old_spot geometry, new_spot geometry) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN old_spot IS DISTINCT FROM new_spot AND new_spot IS NOT DISTINCT FROM coarse_position(old_spot);

DROP TRIGGER observation_areas_on_move ON observation;
CREATE TRIGGER observation_areas_on_move BEFORE UPDATE OF geom, place_id, observed_from ON observation
FOR EACH ROW WHEN (
    NOT is_made_coarser(OLD.geom, NEW.geom)
    OR OLD.place_id IS DISTINCT FROM NEW.place_id OR OLD.observed_from <> NEW.observed_from
) EXECUTE FUNCTION keep_areas_of_observation();

DROP TRIGGER observation_near_areas ON observation;
CREATE TRIGGER observation_near_areas_on_insert BEFORE INSERT ON observation
FOR EACH ROW EXECUTE FUNCTION keep_near_areas_of_observation();
CREATE TRIGGER observation_near_areas_on_move BEFORE UPDATE OF geom, place_id, observed_from, area_ids
ON observation FOR EACH ROW WHEN (
    NOT is_made_coarser(OLD.geom, NEW.geom)
    OR OLD.place_id IS DISTINCT FROM NEW.place_id OR OLD.observed_from <> NEW.observed_from
) EXECUTE FUNCTION keep_near_areas_of_observation();
"""

MOVES = """
DROP TRIGGER observation_areas_on_move ON observation;
CREATE TRIGGER observation_areas_on_move BEFORE UPDATE OF geom, place_id, observed_from ON observation
FOR EACH ROW EXECUTE FUNCTION keep_areas_of_observation();
DROP TRIGGER observation_near_areas_on_insert ON observation;
DROP TRIGGER observation_near_areas_on_move ON observation;
CREATE TRIGGER observation_near_areas BEFORE INSERT OR UPDATE OF geom, place_id, observed_from, area_ids
ON observation FOR EACH ROW EXECUTE FUNCTION keep_near_areas_of_observation();
"""


def upgrade() -> None:
    op.execute(RUNS)
    op.execute(GRANTS)
    op.execute(COARSE)
    op.execute(CLOSED)
    op.execute(REJECTED)
    op.execute(STAYS)


def downgrade() -> None:
    op.execute(MOVES)
    op.execute("""
        DROP FUNCTION is_made_coarser, places_rejected_before, texts_rejected_before, observations_closed_before,
            coarse_position;
        DROP TABLE retention_run;
        REVOKE ALL ON place, observation, measure, initiative, goal, police.incident, police.incident_count,
            measure_place, initiative_place, import_rejection, import_batch, membership, user_account, photo,
            sign_in_attempt
        FROM tryggkarta_retention;
        REVOKE DELETE ON text_review FROM tryggkarta_retention;
        REVOKE ALL ON SCHEMA police FROM tryggkarta_retention;
    """)
