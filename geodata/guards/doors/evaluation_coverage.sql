-- Which months each source of recorded crime covers: see geodata/questions/evaluation_coverage.sql.
CREATE FUNCTION door.evaluation_coverage()
RETURNS TABLE (source text, occurred_month integer, first_day date, last_day date, events bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
BEGIN
    PERFORM demand_evaluator();
    RETURN QUERY
    SELECT
        source, occurred_month, min(occurred_on),
        greatest(max(occurred_on), local_day(max(occurred_to) - interval '1 microsecond')), count(*)
    FROM police.incident
    GROUP BY source, occurred_month;
END $$;
