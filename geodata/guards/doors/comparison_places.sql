-- Places of the whole city that a measure could be compared with: see geodata/questions/comparison_places.sql.
-- What is out of the asker's sight has neither name nor kind.
CREATE FUNCTION door.comparison_places(
    _measure_id uuid, _impact integer, _ring integer,
    _before_first date, _before_end date, _after_first date, _after_end date,
    _groups text[], _sources text[], _precisions text[], _light text
)
RETURNS TABLE (
    id uuid, in_sight boolean, name text, kind text, same_kind boolean,
    east double precision, north double precision, events bigint
)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
BEGIN
    PERFORM demand_evaluation(
        _measure_id, _impact, _ring, _before_first, _before_end, _after_first, _after_end
    );
    RETURN QUERY
    WITH own AS (
        SELECT place.kind
        FROM measure
        CROSS JOIN place
        LEFT JOIN measure_place ON measure.id = measure_place.measure_id AND place.id = measure_place.place_id
        WHERE
            measure.id = _measure_id
            AND (measure_place.place_id IS NOT NULL OR ST_DWithin(place.geom, measure.geom, _impact))
        ORDER BY measure_place.place_id IS NULL, ST_Distance(place.geom, measure.geom), place.id
        LIMIT 1
    ),

    candidates AS (
        SELECT place.id, place.name, place.kind, place.geom, count(incident.id) AS events
        FROM place
        LEFT JOIN police.incident
            ON ST_DWithin(incident.geom, place.geom, _impact)
            AND incident.occurred_on >= _before_first
            AND incident.occurred_on < _before_end
            AND incident.crime_group = ANY(_groups)
            AND incident.source = ANY(_sources)
            AND incident.precision = ANY(_precisions)
            AND (_light IS NULL OR incident.light = _light)
        WHERE NOT EXISTS (
            SELECT FROM measure
            WHERE
                ST_DWithin(measure.geom, place.geom, _ring)
                AND measure.started_on < _after_end
                AND (measure.ended_on IS NULL OR measure.ended_on > _before_first)
        )
        GROUP BY place.id
    ),

    seen AS MATERIALIZED (
        SELECT unnest(places_in_sight((SELECT array_agg(candidates.id) FROM candidates))) AS id
    )

    SELECT
        candidates.id,
        seen.id IS NOT NULL,
        CASE WHEN seen.id IS NOT NULL THEN candidates.name END,
        CASE WHEN seen.id IS NOT NULL THEN candidates.kind END,
        coalesce(candidates.kind = (SELECT own.kind FROM own), FALSE),
        ST_X(ST_PointOnSurface(candidates.geom)),
        ST_Y(ST_PointOnSurface(candidates.geom)),
        candidates.events
    FROM candidates
    LEFT JOIN seen ON candidates.id = seen.id
    ORDER BY candidates.id;
END $$;
