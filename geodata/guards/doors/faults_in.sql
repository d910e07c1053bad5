-- The reported faults in reach that lie in a box, by the spatial index.
CREATE FUNCTION door.faults_in(_box geometry) RETURNS SETOF fault_report
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    _ground CONSTANT geometry := to_web_mercator(_box);
    _everywhere boolean;
    _areas integer[];
BEGIN
    PERFORM demand_asker();
    SELECT everywhere, areas INTO _everywhere, _areas FROM my_scope('ground', 'read');
    RETURN QUERY
    SELECT fault_report.*
    FROM fault_report
    WHERE fault_report.tile_geom && _ground AND (_everywhere OR fault_report.area_ids && _areas);
END $$;
