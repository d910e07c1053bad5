-- How many events the whole city has, and how many without a position: see
-- geodata/questions/events_without_position.sql. For all who see recorded crime in any form.
CREATE FUNCTION door.events_without_position(_first_day date, _stop_day date, _groups text[], _lights text[])
RETURNS TABLE (crime_group text, events integer, without_position integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
DECLARE
    _shortest text := (SELECT shortest_period FROM my_crime_form());
BEGIN
    PERFORM demand_asker();
    IF _shortest IS NULL THEN
        RAISE insufficient_privilege USING MESSAGE = 'recorded crime is not for this role';
    END IF;
    RETURN QUERY
    SELECT
        crime_group, count(*)::integer, (count(*) FILTER (WHERE precision = 'none'))::integer
    FROM police.incident
    WHERE
        occurred_on >= whole_period(_first_day, _shortest, false)
        AND occurred_on < whole_period(_stop_day, _shortest, true)
        AND (_groups IS NULL OR crime_group = ANY(_groups))
        AND (_lights IS NULL OR light = ANY(_lights))
    GROUP BY crime_group;
END $$;
