-- The first and the last day with recorded events: see geodata/questions/data_period.sql.
CREATE FUNCTION door.data_period() RETURNS TABLE (first_day date, last_day date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM demand_asker();
    RETURN QUERY
    SELECT
        least(
            (SELECT min(occurred_on) FROM police.incident), (SELECT min(period_start) FROM police.incident_count)
        ),
        greatest(
            (SELECT max(occurred_on) FROM police.incident), (SELECT max(period_end) - 1 FROM police.incident_count)
        );
END $$;
