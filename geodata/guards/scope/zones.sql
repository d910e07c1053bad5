-- The zones of an evaluation, in the city's metric system. They are drawn with the rights of the caller: in a
-- door every measure and every place counts, so that all who ask get the same. Circles are drawn with 64 segments
-- per quarter.

-- The treated area of a measure (to _impact metres) and its ring (to _ring metres), less the treated area of every
-- measure in operation some day in [_first_day, _end_day). A ring of which nothing is left is missing.
CREATE OR REPLACE FUNCTION treated_zones(
    _measure_id uuid, _impact integer, _ring integer, _first_day date, _end_day date
) RETURNS TABLE (zone text, shape geometry)
LANGUAGE plpgsql STABLE ROWS 2 SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    RETURN QUERY
    WITH chosen AS (
        SELECT measure.geom FROM measure WHERE measure.id = _measure_id
    ),

    near AS (
        SELECT ST_Union(ST_Buffer(measure.geom, _impact, 64)) AS shape
        FROM chosen JOIN measure ON ST_DWithin(measure.geom, chosen.geom, _impact + _ring)
        WHERE measure.started_on < _end_day AND (measure.ended_on IS NULL OR measure.ended_on > _first_day)
    ),

    drawn AS (
        SELECT 'treated' AS zone, ST_Buffer(chosen.geom, _impact, 64) AS shape FROM chosen
        UNION ALL
        SELECT 'ring', ST_Difference(ST_Buffer(chosen.geom, _ring, 64), near.shape) FROM chosen, near
    )

    SELECT drawn.zone, drawn.shape FROM drawn WHERE NOT ST_IsEmpty(drawn.shape);
END $$;

-- The places (_impact metres around each) and areas compared with, and their common ring as wide as that of the
-- treated area; both less everything within _ring metres of a measure in operation some day in [_first_day,
-- _end_day). Part is the member's id, empty for the ring. What nothing is left of is missing.
CREATE OR REPLACE FUNCTION comparison_zones(
    _impact integer, _ring integer, _first_day date, _end_day date, _place_ids uuid[], _area_ids integer[]
) RETURNS TABLE (zone text, part text, shape geometry)
LANGUAGE plpgsql STABLE ROWS 10 SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    RETURN QUERY
    WITH members AS (
        SELECT place.id::text AS part, ST_Buffer(place.geom, _impact, 64) AS core
        FROM place WHERE place.id = ANY(_place_ids)
        UNION ALL
        SELECT area.id::text, area.geom FROM area WHERE area.id = ANY(_area_ids)
    ),

    whole AS (
        SELECT 'comparison' AS zone, members.part, members.core AS shape FROM members
        UNION ALL
        SELECT
            'ring_comparison', '',
            ST_Difference(ST_Buffer(ST_Union(members.core), _ring - _impact, 64), ST_Union(members.core))
        FROM members
    ),

    avoided AS (
        SELECT ST_Union(ST_Buffer(measure.geom, _ring, 64)) AS shape
        FROM measure
        WHERE
            measure.started_on < _end_day AND (measure.ended_on IS NULL OR measure.ended_on > _first_day)
            AND ST_DWithin(measure.geom, (SELECT ST_Collect(whole.shape) FROM whole), _ring)
    ),

    remaining AS (
        SELECT whole.zone, whole.part, coalesce(ST_Difference(whole.shape, avoided.shape), whole.shape) AS shape
        FROM whole, avoided
    )

    SELECT remaining.zone, remaining.part, remaining.shape
    FROM remaining
    WHERE ST_Area(remaining.shape) > 0
    ORDER BY remaining.zone, remaining.part;
END $$;
