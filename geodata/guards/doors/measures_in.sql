-- The measures in reach whose box meets that of a shape, in any system; a null shape is everywhere, and then
-- those without a position are there too. Tiles, lists and what is near ask from here, to use the spatial index.
CREATE FUNCTION door.measures_in(_shape geometry) RETURNS SETOF measure
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan SET max_parallel_workers_per_gather = 0
AS $$
DECLARE
    _ground CONSTANT geometry := to_web_mercator(_shape);
    _me CONSTANT uuid := asking_user();
    _everywhere boolean;
    _areas integer[];
    _organisations uuid[];
    _own boolean;
    _reviews CONSTANT boolean := may_all('review', 'read');
BEGIN
    PERFORM demand_asker();
    SELECT * INTO _everywhere, _areas, _organisations, _own FROM my_scope('measure', 'read');
    RETURN QUERY
    SELECT measure.*
    FROM measure
    WHERE
        (_ground IS NULL OR measure.tile_geom && _ground)
        AND (
            _everywhere OR measure.near_area_ids && _areas
            OR measure.owner_organisation_id = ANY(_organisations)
            OR measure.responsible_organisation_id = ANY(_organisations)
            OR _own AND measure.created_by = _me
        )
        AND (NOT measure.held OR measure.updated_by = _me OR _reviews);
END $$;
