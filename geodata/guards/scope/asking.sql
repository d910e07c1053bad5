-- Who asks, and how far that reaches: read anew by every statement, from the memberships valid today.
-- All of them hold for app.user_id; app.acting_as narrows them to one role and can widen nothing.
-- In plpgsql, which keeps its plans: a sql function with definer's rights is planned at every call.

-- Whether the owner itself asks, for nobody: imports, commands, migrations. A login of the web is no owner,
-- whatever role it sets.
CREATE OR REPLACE FUNCTION owner_asks() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN asking_user() IS NULL AND pg_has_role(
        session_user, (SELECT relowner FROM pg_catalog.pg_class WHERE oid = 'public.place'::regclass), 'MEMBER'
    );
END $$;

-- The areas, and those that each became by the day: later versions of the same area and named successors, but
-- no successor where less than half of either lies in the other: a strip of ground gives no sight of the whole.
CREATE OR REPLACE FUNCTION with_successors(ids integer[], on_day date) RETURNS integer[]
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    IF ids = '{}' THEN
        RETURN ids;
    END IF;
    RETURN (
        WITH RECURSIVE followed AS (
            SELECT unnest(ids) AS id
            UNION
            SELECT later.id
            FROM followed
            JOIN area AS ended ON ended.id = followed.id AND ended.valid_to <= on_day
            JOIN area AS later
                ON (later.kind = ended.kind AND later.code = ended.code AND later.valid_from >= ended.valid_to)
                OR EXISTS (
                    SELECT FROM area_successor AS named
                    WHERE
                        named.area_id = ended.id AND named.successor_id = later.id
                        AND coalesce(greatest(named.share_of_area, named.share_of_successor), 1) >= 0.5
                )
        )
        SELECT array_agg(id ORDER BY id) FROM followed
    );
END $$;

-- The memberships of who asks that are valid today, in the role asked in; area_ids empty means the whole city.
CREATE OR REPLACE FUNCTION my_memberships()
RETURNS TABLE (role text, organisation_id uuid, area_ids integer[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT membership.role, membership.organisation_id, with_successors(membership.area_ids, local_day(now()))
    FROM membership
    JOIN user_account ON user_account.id = membership.user_id AND user_account.disabled_at IS NULL
    WHERE
        membership.user_id = asking_user()
        AND membership.valid_from <= local_day(now())
        AND (membership.valid_to IS NULL OR local_day(now()) < membership.valid_to)
        AND membership.role = coalesce(nullif(current_setting('app.acting_as', true), ''), membership.role);
END $$;

-- How far an action on an entity is granted: everywhere; for rows in or near areas; for rows of organisations;
-- for own rows. A row within any of them is reached.
CREATE OR REPLACE FUNCTION my_scope(
    _entity text, _action text,
    OUT everywhere boolean, OUT areas integer[], OUT organisations uuid[], OUT own boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    _held record;
BEGIN
    everywhere := owner_asks();
    areas := '{}';
    organisations := '{}';
    own := false;
    FOR _held IN
        SELECT granted.reach, mine.organisation_id, mine.area_ids
        FROM my_memberships() AS mine
        JOIN access_right AS granted
            ON granted.role = mine.role AND granted.entity = _entity AND granted.action = _action
    LOOP
        CASE
            WHEN _held.reach = 'city' OR _held.reach = 'areas' AND _held.area_ids = '{}' THEN everywhere := true;
            WHEN _held.reach = 'areas' THEN areas := areas || _held.area_ids;
            WHEN _held.reach = 'organisation' THEN organisations := organisations || _held.organisation_id;
            WHEN _held.reach = 'author' THEN own := true;
        END CASE;
    END LOOP;
END $$;

-- The parts of my_scope, one by one, as policies ask for them.
CREATE OR REPLACE FUNCTION may_all(entity text, action text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT everywhere FROM my_scope(entity, action));
END $$;

CREATE OR REPLACE FUNCTION my_areas(entity text, action text) RETURNS integer[]
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT areas FROM my_scope(entity, action));
END $$;

CREATE OR REPLACE FUNCTION my_organisations(entity text, action text) RETURNS uuid[]
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT organisations FROM my_scope(entity, action));
END $$;

CREATE OR REPLACE FUNCTION may_own(entity text, action text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT own FROM my_scope(entity, action));
END $$;

CREATE OR REPLACE FUNCTION holds_role(role text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM my_memberships() AS mine WHERE mine.role = holds_role.role);
END $$;

-- The finest form of recorded crime for who asks; no row where they see none. The owner sees all of it.
CREATE OR REPLACE FUNCTION my_crime_form()
RETURNS TABLE (form text, cell_metres integer, shortest_period text, k integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT
        crime_form.form, crime_form.cell_metres, crime_form.shortest_period,
        CASE WHEN crime_form.form = 'points' THEN 1 ELSE city.smallest_count END
    FROM crime_form CROSS JOIN city
    WHERE
        owner_asks() AND crime_form.form = 'points'
        OR crime_form.role IN (SELECT mine.role FROM my_memberships() AS mine)
    ORDER BY crime_form.rank DESC
    LIMIT 1;
END $$;
-- A day moved out to the border of the shortest period that may be asked for: back, or forward as an end.
CREATE OR REPLACE FUNCTION whole_period(day date, shortest text, is_end boolean) RETURNS date
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
BEGIN
    IF shortest = 'day' OR day IS NULL THEN
        RETURN day;
    ELSIF is_end THEN
        RETURN date_trunc(shortest, (day - 1)::timestamp)
            + CASE shortest WHEN 'quarter' THEN interval '3 months' ELSE interval '1 year' END;
    END IF;
    RETURN date_trunc(shortest, day::timestamp);
END $$;

-- Refuses who has not said who asks: the functions of schema door answer nobody.
CREATE OR REPLACE FUNCTION demand_asker() RETURNS void
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    IF asking_user() IS NULL AND NOT owner_asks() THEN
        RAISE insufficient_privilege USING MESSAGE = 'nobody asks: app.user_id is not set';
    END IF;
END $$;
