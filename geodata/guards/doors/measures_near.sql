-- Measures near a shape or serving a place: see geodata/questions/measures_near.sql.
CREATE FUNCTION door.measures_near(_shape geometry, _metres double precision, _within integer[], _place_id uuid)
RETURNS TABLE (
    id uuid, name text, type text, status text, has_ended boolean, lon double precision, lat double precision,
    planned_start date, started_on date, ended_on date, synthetic boolean,
    metres double precision, serves boolean
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
    SELECT * INTO _everywhere, _areas, _organisations, _own FROM my_scope('measure', 'read');
    RETURN QUERY
    SELECT
        measure.id, measure.name, measure.type, measure.status,
        coalesce(measure.ended_on <= current_date, FALSE),
        ST_X(spot.lonlat), ST_Y(spot.lonlat),
        measure.planned_start, measure.started_on, measure.ended_on, measure.synthetic,
        ST_Distance(measure.geom, _here) AS metres,
        EXISTS(
            SELECT FROM measure_place
            WHERE measure_place.measure_id = measure.id AND measure_place.place_id = _place_id
        ) AS serves
    FROM measure
    CROSS JOIN LATERAL to_lonlat(ST_PointOnSurface(measure.geom)) AS spot (lonlat)
    WHERE
        measure.id IN (
            SELECT near.id FROM measure AS near WHERE ST_DWithin(near.geom, _here, _metres)
            UNION
            SELECT measure_place.measure_id FROM measure_place WHERE measure_place.place_id = _place_id
        )
        AND (
            _everywhere OR measure.near_area_ids && _areas
            OR measure.owner_organisation_id = ANY(_organisations)
            OR measure.responsible_organisation_id = ANY(_organisations)
            OR _own AND measure.created_by = _me
        )
        AND (_within IS NULL OR measure.near_area_ids && _within)
        AND (NOT measure.held OR measure.updated_by = _me OR _reviews)
    ORDER BY serves DESC, metres ASC, measure.name COLLATE "sv-x-icu", measure.id ASC
    LIMIT 50;
END $$;
