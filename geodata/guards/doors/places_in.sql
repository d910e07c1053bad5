-- The places in reach whose box meets that of a shape, in any system; a null shape is everywhere.
-- Tiles, lists and what is near ask from here, so that the spatial index finds the rows.
CREATE FUNCTION door.places_in(_shape geometry) RETURNS SETOF place
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
    SELECT * INTO _everywhere, _areas, _organisations, _own FROM my_scope('place', 'read');
    RETURN QUERY
    SELECT place.*
    FROM place
    WHERE
        (_ground IS NULL OR place.tile_geom && _ground)
        AND (
            _everywhere OR place.near_area_ids && _areas
            OR place.owner_organisation_id = ANY(_organisations)
            OR _own AND place.created_by = _me
        )
        AND (NOT place.held OR place.updated_by = _me OR _reviews);
END $$;
