-- How many other measures stood inside the ring: see geodata/questions/evaluation_neighbours.sql.
CREATE FUNCTION door.evaluation_neighbours(
    _measure_id uuid, _impact integer, _ring integer,
    _before_first date, _before_end date, _after_first date, _after_end date
)
RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
BEGIN
    PERFORM demand_evaluation(
        _measure_id, _impact, _ring, _before_first, _before_end, _after_first, _after_end
    );
    RETURN (
        SELECT count(*)::integer
        FROM measure AS chosen
        JOIN measure AS other ON chosen.id <> other.id AND ST_DWithin(other.geom, chosen.geom, _ring)
        WHERE
            chosen.id = _measure_id
            AND other.started_on < _after_end
            AND (other.ended_on IS NULL OR other.ended_on > _before_first)
    );
END $$;
