-- What no buffer can hold, in the whole city: see geodata/questions/evaluation_left_out.sql.
CREATE FUNCTION door.evaluation_left_out(
    _measure_id uuid, _impact integer, _ring integer,
    _before_first date, _before_end date, _after_first date, _after_end date,
    _groups text[], _sources text[], _precisions text[]
)
RETURNS TABLE (crime_group text, events bigint, without_position bigint, too_coarse bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
BEGIN
    PERFORM demand_evaluation(
        _measure_id, _impact, _ring, _before_first, _before_end, _after_first, _after_end
    );
    RETURN QUERY
    SELECT
        crime_group,
        count(*),
        count(*) FILTER (WHERE precision = 'none'),
        count(*) FILTER (WHERE precision <> 'none' AND NOT precision = ANY(_precisions))
    FROM police.incident
    WHERE
        (
            occurred_on >= _before_first AND occurred_on < _before_end
            OR occurred_on >= _after_first AND occurred_on < _after_end
        )
        AND crime_group = ANY(_groups)
        AND source = ANY(_sources)
    GROUP BY crime_group
    ORDER BY crime_group;
END $$;
