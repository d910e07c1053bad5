-- Events per zone, part and month of an evaluation: see geodata/questions/evaluation_counts.sql. The zones are
-- drawn here, from what is stored: no shape comes in.
CREATE FUNCTION door.evaluation_counts(
    _measure_id uuid, _impact integer, _ring integer,
    _before_first date, _before_end date, _after_first date, _after_end date,
    _place_ids uuid[], _area_ids integer[], _history_start date,
    _groups text[], _proactive_groups text[], _sources text[], _precisions text[], _light text
)
RETURNS TABLE (
    zone text, part text, month integer, events bigint,
    straddling bigint, unknown_light bigint, unknown_hour bigint, proactive bigint
)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
BEGIN
    PERFORM demand_evaluation(
        _measure_id, _impact, _ring, _before_first, _before_end, _after_first, _after_end
    );
    IF (_history_start <= _before_first AND _history_start = date_trunc('month', _history_start)) IS NOT TRUE THEN
        RAISE insufficient_privilege USING MESSAGE = 'the history begins with a whole month before the windows';
    END IF;
    RETURN QUERY
    WITH drawn AS (
        SELECT zone, '' AS part, shape
        FROM treated_zones(_measure_id, _impact, _ring, _before_first, _after_end)
        UNION ALL
        SELECT zone, part, shape
        FROM comparison_zones(_impact, _ring, _before_first, _after_end, _place_ids, _area_ids)
    ),

    zones AS MATERIALIZED (
        -- In pieces of few corners, so that the index sorts out nearly everything before a shape is looked at.
        SELECT
            zone, part, array_position(ARRAY['treated', 'ring', 'comparison', 'ring_comparison'], zone) AS rank,
            ST_Subdivide(shape, 32) AS shape
        FROM drawn
    ),

    placed AS (
        SELECT DISTINCT ON (incident.id)
            zones.zone, zones.part, incident.occurred_month,
            incident.time_precision IN ('day', 'month') AS unknown_hour,
            incident.crime_group = ANY(_proactive_groups) AS proactive,
            _light IS NULL OR incident.light = _light AS in_light,
            _light IS NOT NULL AND incident.light = 'unknown' AS unknown_light,
            (
                SELECT bool_or(tstzrange(incident.occurred_from, incident.occurred_to, '()') @> start_of_day(border))
                FROM unnest(ARRAY[_before_end, _after_first, _after_end]) AS border
            ) AS straddling
        FROM zones JOIN police.incident ON ST_Intersects(zones.shape, incident.geom)
        WHERE
            incident.occurred_on >= _history_start AND incident.occurred_on < _after_end
            AND incident.crime_group = ANY(_groups)
            AND incident.source = ANY(_sources)
            AND incident.precision = ANY(_precisions)
        ORDER BY incident.id, zones.rank, zones.part
    )

    SELECT
        zone, part, occurred_month,
        count(*) FILTER (WHERE NOT straddling AND in_light),
        count(*) FILTER (WHERE straddling),
        count(*) FILTER (WHERE NOT straddling AND unknown_light),
        count(*) FILTER (WHERE NOT straddling AND in_light AND unknown_hour),
        count(*) FILTER (WHERE NOT straddling AND in_light AND proactive)
    FROM placed
    GROUP BY zone, part, occurred_month;
END $$;
