-- The places in reach that meet a box in degrees, by id; a null box is everywhere. Lists join their rows to them,
-- so that a part of the map is found by the spatial index.
CREATE FUNCTION door.places_in(_box geometry) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    _ground CONSTANT geometry := to_web_mercator(_box);
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
    SELECT place.id
    FROM place
    WHERE
        (_ground IS NULL OR ST_Intersects(place.tile_geom, _ground))
        AND (
            _everywhere OR place.near_area_ids && _areas
            OR place.owner_organisation_id = ANY(_organisations) OR _own AND place.created_by = _me
        )
        AND (NOT place.held OR place.updated_by = _me OR _reviews);
END $$;
