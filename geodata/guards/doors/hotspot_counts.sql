-- Events per square of the whole city: see geodata/questions/hotspot_counts.sql. Who does not see points counts
-- inside the city's own border or everywhere: a border chosen freely would cut squares into smaller ones.
CREATE FUNCTION door.hotspot_counts(
    _cell integer, _first_day date, _end_day date, _groups text[], _precisions text[], _area_ids integer[]
)
RETURNS TABLE (grid_row integer, grid_column integer, events bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
BEGIN
    PERFORM demand_hotspots(_first_day, _end_day, _cell);
    IF (SELECT form FROM my_crime_form()) <> 'points' AND EXISTS (
        SELECT FROM area
        WHERE area.id = ANY(_area_ids) AND area.kind <> (SELECT city.boundary_kind FROM city)
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'squares cut by these areas are not for this role';
    END IF;
    RETURN QUERY
    SELECT floor(ST_Y(geom) / _cell)::integer, floor(ST_X(geom) / _cell)::integer, count(*)
    FROM police.incident
    WHERE
        occurred_on >= _first_day
        AND occurred_on < _end_day
        AND occurred_to <= start_of_day(_end_day)
        AND crime_group = ANY(_groups)
        AND precision = ANY(_precisions)
        AND (_area_ids IS NULL OR area_ids && _area_ids)
    GROUP BY 1, 2;
END $$;
