-- Where hotspots are looked for: see geodata/questions/hotspot_extent.sql.
CREATE FUNCTION door.hotspot_extent(_kind text, _first_day date, _end_day date, _cell integer)
RETURNS integer[]
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
BEGIN
    PERFORM demand_hotspots(_first_day, _end_day, _cell);
    RETURN (
        SELECT array_agg(area.id ORDER BY area.id)
        FROM area
        WHERE
            area.kind = _kind
            AND area.valid_from < _end_day AND (area.valid_to IS NULL OR area.valid_to >= _end_day)
            AND EXISTS (SELECT FROM police.incident WHERE incident.area_ids @> ARRAY[area.id])
    );
END $$;
