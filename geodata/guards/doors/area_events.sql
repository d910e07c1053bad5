-- Recorded crime of areas by group and month, or by what the role's shortest period makes of it: see
-- geodata/questions/area_events.sql. Areas out of the asker's reach count as if they were not asked for.
CREATE FUNCTION door.area_events(_ids integer[], _first_day date, _stop_day date, _groups text[], _lights text[])
RETURNS TABLE (crime_group text, first_month integer, last_month integer, events integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
DECLARE
    _everywhere CONSTANT boolean := may_all('incident', 'read');
    _reached integer[] := my_areas('incident', 'read');
    _shortest text := (SELECT shortest_period FROM my_crime_form());
    _months integer;
    _start date;
    _stop date;
    _mapped CONSTANT text[] := (SELECT mapped_groups FROM city);
BEGIN
    PERFORM demand_asker();
    IF _shortest IS NULL THEN
        RAISE insufficient_privilege USING MESSAGE = 'recorded crime is not for this role';
    END IF;
    _reached := CASE WHEN _everywhere THEN _ids ELSE ARRAY(
        SELECT asked.id FROM unnest(_ids) AS asked (id) WHERE asked.id = ANY(_reached)
    ) END;
    -- Groups that are told of the whole city only are told of no area.
    _groups := ARRAY(SELECT unnest(coalesce(_groups, _mapped)) INTERSECT SELECT unnest(_mapped));
    _months := CASE _shortest WHEN 'quarter' THEN 3 WHEN 'year' THEN 12 ELSE 1 END;
    _start := whole_period(_first_day, _shortest, false);
    _stop := whole_period(_stop_day, _shortest, true);
    RETURN QUERY
    SELECT
        crime_group,
        occurred_month / _months * _months AS first_month,
        occurred_month / _months * _months + _months - 1 AS last_month,
        count(*)::integer AS events
    FROM police.incident
    WHERE
        area_ids && _reached
        AND occurred_on >= _start AND occurred_on < _stop
        AND crime_group = ANY(_groups)
        AND (_lights IS NULL OR light = ANY(_lights))
    GROUP BY crime_group, occurred_month / _months
    UNION ALL
    SELECT
        crime_group,
        (extract(YEAR FROM period_start) * 12 + extract(MONTH FROM period_start) - 1)::integer / _months * _months,
        (extract(YEAR FROM period_end - 1) * 12 + extract(MONTH FROM period_end - 1) - 1)::integer
        / _months * _months + _months - 1,
        sum(events)::integer
    FROM police.incident_count
    WHERE
        area_ids && _reached
        AND period_start >= _start AND period_end <= _stop
        AND crime_group = ANY(_groups)
        AND _lights IS NULL
        AND events IS NOT NULL  -- withheld by the police: not zero, and no part of a sum
    GROUP BY 1, 2, 3;
END $$;
