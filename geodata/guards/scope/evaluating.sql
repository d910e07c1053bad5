-- Who may ask what recorded crime says of a measure or a square, and how finely.

-- Refuses who may not read evaluations, or sees no recorded crime.
CREATE OR REPLACE FUNCTION demand_evaluator() RETURNS void
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM demand_asker();
    IF NOT EXISTS (SELECT FROM my_crime_form()) OR NOT (
        may_all('evaluation', 'read') OR my_areas('evaluation', 'read') <> '{}'
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'evaluations are not for this role';
    END IF;
END $$;

-- Refuses an evaluation of a measure out of sight. Who sees recorded crime as points chooses distances and
-- windows; all others have the distances that the pages have, and the windows follow from the measure's beginning.
CREATE OR REPLACE FUNCTION demand_evaluation(
    _measure_id uuid, _impact integer, _ring integer,
    _before_first date, _before_end date, _after_first date, _after_end date
) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    _me CONSTANT uuid := asking_user();
    _allowed record;
    _started date;
BEGIN
    PERFORM demand_evaluator();
    SELECT started_on INTO _started FROM measure
    WHERE
        id = _measure_id
        AND (may_all('evaluation', 'read') OR near_area_ids && my_areas('evaluation', 'read'))
        AND (
            may_all('measure', 'read') OR near_area_ids && my_areas('measure', 'read')
            OR owner_organisation_id = ANY(my_organisations('measure', 'read'))
            OR responsible_organisation_id = ANY(my_organisations('measure', 'read'))
            OR created_by = _me AND may_own('measure', 'read')
        )
        AND (NOT held OR created_by = _me OR may_all('review', 'read'));
    IF NOT FOUND THEN
        RAISE insufficient_privilege USING MESSAGE = 'there is no such measure to evaluate';
    END IF;
    SELECT * INTO _allowed FROM my_crime_form();
    IF _allowed.form = 'points' THEN
        RETURN;
    END IF;
    IF ((_impact, _ring) = (150, 400)) IS NOT TRUE THEN
        RAISE insufficient_privilege USING MESSAGE = 'these distances are not for this role';
    END IF;
    IF are_windows_around(
        _started, _allowed.shortest_period, _before_first, _before_end, _after_first, _after_end
    ) IS NOT TRUE THEN
        RAISE insufficient_privilege USING MESSAGE = 'these windows are not for this role';
    END IF;
END $$;

-- Whether the windows are equally many whole months, so many as make whole periods of the shortest length, up to
-- the month in which the measure began and from the first whole month after.
CREATE OR REPLACE FUNCTION are_windows_around(
    started date, shortest text, before_first date, before_end date, after_first date, after_end date
) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT
        before_end = date_trunc('month', started::timestamp)
        AND after_first = date_trunc('month', (started - 1)::timestamp) + interval '1 month'
        AND months > 0
        AND months % (CASE shortest WHEN 'year' THEN 12 WHEN 'quarter' THEN 3 ELSE 1 END) = 0
        AND before_first + make_interval(months => months) = before_end
        AND after_first + make_interval(months => months) = after_end
    FROM age(before_end, before_first) AS length,
        CAST(12 * extract(YEAR FROM length) + extract(MONTH FROM length) AS integer) AS months
$$;

-- Refuses who may not read hotspots; and who does not see points, squares smaller and periods shorter than theirs.
CREATE OR REPLACE FUNCTION demand_hotspots(_first_day date, _end_day date, _cell integer) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    _allowed record;
BEGIN
    PERFORM demand_asker();
    SELECT * INTO _allowed FROM my_crime_form();
    IF (_allowed.form IN ('points', 'grid')) IS NOT TRUE OR NOT (
        may_all('hotspot', 'read') OR my_areas('hotspot', 'read') <> '{}'
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'hotspots are not for this role';
    END IF;
    IF _allowed.form <> 'points' AND (
        _cell >= _allowed.cell_metres
        AND _first_day = whole_period(_first_day, _allowed.shortest_period, false)
        AND _end_day = whole_period(_end_day, _allowed.shortest_period, true)
    ) IS NOT TRUE THEN
        RAISE insufficient_privilege USING MESSAGE = 'squares so small or days so few are not for this role';
    END IF;
END $$;

-- Which of these places the asker sees.
CREATE OR REPLACE FUNCTION places_in_sight(_ids uuid[]) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(id), '{}') FROM place
    WHERE
        id = ANY(_ids)
        AND (
            (SELECT may_all('place', 'read'))
            OR near_area_ids && (SELECT my_areas('place', 'read'))
            OR owner_organisation_id = ANY((SELECT my_organisations('place', 'read'))::uuid[])
            OR created_by = (SELECT asking_user()) AND (SELECT may_own('place', 'read'))
        )
        AND (NOT held OR created_by = (SELECT asking_user()) OR (SELECT may_all('review', 'read')))
$$;
