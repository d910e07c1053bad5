-- Areas that a measure could be compared with: see geodata/questions/comparison_areas.sql.
CREATE FUNCTION door.comparison_areas(
    _measure_id uuid, _impact integer, _ring integer,
    _before_first date, _before_end date, _after_first date, _after_end date,
    _groups text[], _sources text[], _precisions text[], _light text
)
RETURNS TABLE (
    id integer, kind text, code text, name_sv text, name_en text, surrounds boolean, beyond boolean, events bigint
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
    WITH valid AS (
        SELECT * FROM area
        WHERE area.valid_from <= _before_first AND (area.valid_to IS NULL OR area.valid_to > _before_first)
    ),

    smallest AS (
        SELECT valid.kind FROM valid
        GROUP BY valid.kind
        HAVING count(*) > 1
        ORDER BY avg(valid.extent_m2), valid.kind
        LIMIT 1
    ),

    counted AS (
        SELECT inside.area_id, count(*) AS events
        FROM police.incident, unnest(incident.area_ids) AS inside (area_id)
        WHERE
            incident.occurred_on >= _before_first
            AND incident.occurred_on < _before_end
            AND incident.crime_group = ANY(_groups)
            AND incident.source = ANY(_sources)
            AND incident.precision = ANY(_precisions)
            AND (_light IS NULL OR incident.light = _light)
        GROUP BY inside.area_id
    )

    SELECT
        valid.id, valid.kind, valid.code, valid.name_sv, valid.name_en,
        ST_Intersects(valid.geom, measure.geom),
        NOT ST_DWithin(valid.geom, measure.geom, _ring),
        coalesce(counted.events, 0)
    FROM smallest
    JOIN valid ON smallest.kind = valid.kind
    JOIN measure ON measure.id = _measure_id
    LEFT JOIN counted ON valid.id = counted.area_id
    ORDER BY valid.id;
END $$;
