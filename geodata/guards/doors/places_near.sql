-- Places near a shape, nearest first: see geodata/questions/places_near.sql.
CREATE FUNCTION door.places_near(_shape geometry, _metres double precision, _within integer[], _except_id uuid)
RETURNS TABLE (
    id uuid, name text, kind text, status text, polarity text, lon double precision, lat double precision,
    reported_on date, archived_on date, synthetic boolean, metres double precision
)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
DECLARE
    _here CONSTANT geometry := to_metric(_shape);
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
    SELECT
        place.id, place.name, place.kind, place.status, place.polarity,
        ST_X(spot.lonlat), ST_Y(spot.lonlat),
        place.reported_on, place.archived_on, place.synthetic,
        ST_Distance(place.geom, _here) AS metres
    FROM place
    CROSS JOIN LATERAL to_lonlat(ST_PointOnSurface(place.geom)) AS spot (lonlat)
    WHERE
        ST_DWithin(place.geom, _here, _metres)
        AND (
            _everywhere OR place.near_area_ids && _areas
            OR place.owner_organisation_id = ANY(_organisations) OR _own AND place.created_by = _me
        )
        AND (_within IS NULL OR place.near_area_ids && _within)
        AND (NOT place.held OR place.updated_by = _me OR _reviews)
        AND place.id IS DISTINCT FROM _except_id
        AND place.status <> 'rejected'
    ORDER BY metres, place.name COLLATE "sv-x-icu", place.id
    LIMIT 50;
END $$;
