"""Areas by the hundred thousand: who meets whom is found once, on grids, for double ground and overlaps alike."""

from importlib import import_module

from alembic import op

revision = "0031"
down_revision = "0030"

# A lookup in the spatial index takes some 30 microseconds, however little it finds. On a grid as wide as the
# boxes all of them find each other in one join; boxes of other sizes have grids of their own, in powers of two.
MEETING = """
-- The pairs of boxes that have ground in common, each once: of two the smaller one first.
CREATE FUNCTION meeting_boxes(ids integer[], boxes box3d[]) RETURNS TABLE (smaller integer, larger integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET enable_nestloop = off SET enable_mergejoin = off SET work_mem = '64MB' AS $$
    WITH box AS MATERIALIZED (
        SELECT *, power(2::double precision, ceil(log(greatest(x2 - x1, y2 - y1, 1)) / log(2::double precision))) AS side
        FROM (
            SELECT id, ST_XMin(box) AS x1, ST_YMin(box) AS y1, ST_XMax(box) AS x2, ST_YMax(box) AS y2
            FROM unnest(ids, boxes) AS given (id, box)
        ) AS edges
    ),
    laid AS MATERIALIZED (
        SELECT box.*, grid.side AS grid, east, north
        FROM (SELECT DISTINCT side FROM box) AS grid
        JOIN box ON box.side <= grid.side
        CROSS JOIN generate_series(floor(x1 / grid.side)::bigint, floor(x2 / grid.side)::bigint) AS east
        CROSS JOIN generate_series(floor(y1 / grid.side)::bigint, floor(y2 / grid.side)::bigint) AS north
    )
    SELECT DISTINCT small.id, large.id
    FROM laid AS small JOIN laid AS large USING (grid, east, north)
    WHERE
        large.side = grid AND (small.side < large.side OR small.id < large.id)
        AND small.x1 < large.x2 AND large.x1 < small.x2 AND small.y1 < large.y2 AND large.y1 < small.y2
$$;
"""

# Few areas look for theirs in the spatial index, whatever the planner expects: of areas that have just come it
# knows nothing. What is compared stands in order of the larger one: PostGIS prepares it once for all it covers.
SHARED = """
-- The pairs of areas whose boxes have ground in common, one of them at least a changed one; each pair once.
CREATE FUNCTION meeting_areas(changed integer[]) RETURNS TABLE (id integer, other_id integer)
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    IF cardinality(changed) > 1000 AND 4 * cardinality(changed) > (SELECT count(*) FROM area) THEN
        RETURN QUERY
        SELECT smaller, larger
        FROM (SELECT array_agg(area.id) AS ids, array_agg(box3d(geom)) AS boxes FROM area) AS drawn
        CROSS JOIN meeting_boxes(ids, boxes)
        WHERE smaller = ANY(changed) OR larger = ANY(changed)
        ORDER BY larger;
    ELSE
        RETURN QUERY
        SELECT other.id, one.id
        FROM area AS one JOIN area AS other ON one.geom && other.geom
        WHERE one.id = ANY(changed) AND one.id <> other.id AND (one.id < other.id OR NOT other.id = ANY(changed))
        ORDER BY one.id;
    END IF;
END $$;

-- As refuse_double_ground and refresh_overlaps did, with each pair compared once for both: refuses areas of a kind
-- that are valid on the same day and share more than a hundredth of the smaller; keeps the shares of overlap
-- between areas of different kinds, or of one kind at different times, in both directions.
CREATE FUNCTION keep_shared_ground(changed integer[]) RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    _pair record;
BEGIN
    DELETE FROM area_overlap WHERE area_id = ANY(changed) OR other_id = ANY(changed);
    WITH pairs AS MATERIALIZED (
        SELECT
            one.id, other.id AS other_id, one.extent_m2, other.extent_m2 AS other_m2,
            one.kind = other.kind AND valid_together(one, other) AS rivals,
            CASE
                WHEN ST_Covers(other.geom, one.geom) THEN one.extent_m2
                WHEN ST_Intersects(other.geom, one.geom) THEN ST_Area(ST_Intersection(one.geom, other.geom))
                ELSE 0
            END AS shared_m2
        FROM meeting_areas(changed) AS meeting
        JOIN area AS one ON one.id = meeting.id JOIN area AS other ON other.id = meeting.other_id
    ),
    kept AS (
        INSERT INTO area_overlap (area_id, other_id, overlap_m2, share_of_area, share_of_other)
        SELECT id, other_id, shared_m2, shared_m2 / extent_m2, shared_m2 / other_m2
        FROM pairs WHERE NOT rivals AND shared_m2 > 1
        UNION ALL
        SELECT other_id, id, shared_m2, shared_m2 / other_m2, shared_m2 / extent_m2
        FROM pairs WHERE NOT rivals AND shared_m2 > 1
    )
    SELECT one.name_sv AS one_name, other.name_sv AS other_name, one.kind INTO _pair
    FROM pairs JOIN area AS one USING (id) JOIN area AS other ON other.id = other_id
    WHERE rivals AND shared_m2 > 0.01 * least(pairs.extent_m2, other_m2)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'areas % and % of kind % are valid at the same time and overlap',
            _pair.one_name, _pair.other_name, _pair.kind USING ERRCODE = 'exclusion_violation';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION after_areas_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed integer[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        SELECT array_agg(id) INTO changed FROM old_areas;
    ELSE
        SELECT array_agg(id) INTO changed FROM new_areas;
    END IF;
    IF changed IS NOT NULL THEN
        PERFORM keep_shared_ground(changed), refresh_membership(changed);
    END IF;
    RETURN NULL;
END $$;
DROP FUNCTION refuse_double_ground, refresh_overlaps;
"""


def upgrade() -> None:
    op.execute(MEETING)
    op.execute(SHARED)


def downgrade() -> None:
    first = import_module("migrations.versions.0008_membership_in_areas").REFRESH
    overlaps = first[
        first.index("CREATE FUNCTION refresh_overlaps") : first.index("CREATE FUNCTION valid_together")
    ]
    after = first[
        first.index("CREATE FUNCTION after_areas_changed") : first.index("CREATE TRIGGER area_inserted")
    ]
    op.execute(overlaps)
    op.execute("ALTER FUNCTION refresh_overlaps(integer[]) SET enable_seqscan = off")
    op.execute(import_module("migrations.versions.0029_many_areas").REFUSE)
    op.execute(after.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))
    op.execute("DROP FUNCTION keep_shared_ground, meeting_areas, meeting_boxes")
