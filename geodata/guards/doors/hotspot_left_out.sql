-- The events of a period and how many no square can hold: see geodata/questions/hotspot_left_out.sql.
CREATE FUNCTION door.hotspot_left_out(_cell integer, _first_day date, _end_day date, _groups text[], _precisions text[])
RETURNS TABLE (
    crime_group text, events bigint, without_position bigint, too_coarse bigint, straddling bigint
)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
BEGIN
    PERFORM demand_hotspots(_first_day, _end_day, _cell);
    RETURN QUERY
    SELECT
        crime_group,
        count(*),
        count(*) FILTER (WHERE precision = 'none'),
        count(*) FILTER (WHERE precision <> 'none' AND NOT precision = ANY(_precisions)),
        count(*) FILTER (WHERE precision = ANY(_precisions) AND occurred_to > start_of_day(_end_day))
    FROM police.incident
    WHERE
        occurred_on >= _first_day
        AND occurred_on < _end_day
        AND crime_group = ANY(_groups)
    GROUP BY crime_group
    ORDER BY crime_group;
END $$;
