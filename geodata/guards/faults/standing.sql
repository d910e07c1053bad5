-- One value of all that stands: policies, rights to tables, functions and who owns and runs them, triggers.
-- Columns: standing (text).
SELECT md5(string_agg(line, E'\n' ORDER BY line COLLATE "C")) AS standing
FROM (
    SELECT concat_ws(' ', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check) AS line
    FROM pg_catalog.pg_policies
    WHERE schemaname IN ('public', 'police')
    UNION ALL
    SELECT
        concat_ws(
            ' ', oid::regclass, relrowsecurity, relforcerowsecurity, given.grantee::regrole, given.privilege_type
        )
    FROM pg_catalog.pg_class LEFT JOIN LATERAL aclexplode(relacl) AS given ON TRUE
    WHERE relnamespace IN ('public'::regnamespace, 'police'::regnamespace) AND relkind IN ('r', 'p')
    UNION ALL
    SELECT concat_ws(' ', attrelid::regclass, attname, given.grantee::regrole, given.privilege_type)
    FROM pg_catalog.pg_attribute
    INNER JOIN pg_catalog.pg_class ON attrelid = pg_class.oid
    CROSS JOIN LATERAL aclexplode(attacl) AS given
    WHERE relnamespace IN ('public'::regnamespace, 'police'::regnamespace)
    UNION ALL
    SELECT concat_ws(' ', pg_get_functiondef(pg_proc.oid), proowner::regrole, given.grantee::regrole)
    FROM pg_catalog.pg_proc
    LEFT JOIN LATERAL aclexplode(coalesce(proacl, acldefault('f', proowner))) AS given ON TRUE
    WHERE
        pronamespace IN ('public'::regnamespace, 'door'::regnamespace) AND prokind = 'f'
        AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_depend
            WHERE pg_depend.classid = 'pg_proc'::regclass AND pg_depend.objid = pg_proc.oid AND pg_depend.deptype = 'e'
        )
    UNION ALL
    SELECT concat_ws(' ', pg_get_triggerdef(oid), tgenabled) FROM pg_catalog.pg_trigger
    WHERE NOT tgisinternal
) AS said
