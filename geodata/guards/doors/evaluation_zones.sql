-- The zones of an evaluation to draw: see geodata/questions/evaluation_zones.sql. Where a place compared with is
-- out of the asker's sight, neither its zone is drawn nor the ring that would show where it is.
CREATE FUNCTION door.evaluation_zones(
    _measure_id uuid, _impact integer, _ring integer,
    _before_first date, _before_end date, _after_first date, _after_end date,
    _place_ids uuid[], _area_ids integer[]
)
RETURNS TABLE (zone text, part text, drawn text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
BEGIN
    PERFORM demand_evaluation(
        _measure_id, _impact, _ring, _before_first, _before_end, _after_first, _after_end
    );
    RETURN QUERY
    WITH sight AS (
        SELECT places_in_sight(_place_ids)::text[] AS seen
    ),

    zones AS (
        SELECT 1 AS rank, zone, '' AS part, shape
        FROM treated_zones(_measure_id, _impact, _ring, _before_first, _after_end)
        UNION ALL
        SELECT 2, zone, part, shape
        FROM comparison_zones(_impact, _ring, _before_first, _after_end, _place_ids, _area_ids)
    )

    SELECT
        zone, part,
        CASE
            WHEN zone IN ('treated', 'ring')
                OR part = ANY(_area_ids::text[] || seen)
                OR part = '' AND _place_ids::text[] <@ seen
                THEN ST_AsGeoJSON(to_lonlat(shape), 6)
        END
    FROM zones, sight
    ORDER BY rank, zone = 'ring', zone, part;
END $$;
