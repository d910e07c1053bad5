-- Rights to tables that no file can have meant: any of PUBLIC's; a login's to write where no policy guards, to
-- empty a table, to hang triggers or keys on it; the web's own to recorded crime.
-- Parameters: logins, guarded (text[]), web. Columns: about.
WITH granted AS (
    SELECT
        pg_class.oid,
        given.grantee,
        given.privilege_type AS privilege
    FROM pg_catalog.pg_class CROSS JOIN LATERAL aclexplode(relacl) AS given
    UNION ALL
    SELECT
        attrelid,
        given.grantee,
        given.privilege_type
    FROM pg_catalog.pg_attribute CROSS JOIN LATERAL aclexplode(attacl) AS given
)

SELECT DISTINCT concat_ws(' ', pg_class.oid::regclass, granted.privilege, coalesce(pg_roles.rolname, 'PUBLIC')) AS about
FROM granted
INNER JOIN pg_catalog.pg_class ON granted.oid = pg_class.oid
LEFT JOIN pg_catalog.pg_roles ON granted.grantee = pg_roles.oid
WHERE
    pg_class.relnamespace IN ('public'::regnamespace, 'police'::regnamespace)
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend
        WHERE pg_depend.classid = 'pg_class'::regclass AND pg_depend.objid = pg_class.oid AND pg_depend.deptype = 'e'
    )
    AND (
        granted.grantee = 0
        OR pg_roles.rolname = ANY(CAST(:logins AS text[])) AND (
            granted.privilege IN ('TRUNCATE', 'REFERENCES', 'TRIGGER')
            OR granted.privilege <> 'SELECT' AND NOT relrowsecurity
        )
        OR pg_roles.rolname = CAST(:web AS text) AND pg_class.relnamespace = 'police'::regnamespace
    )
ORDER BY about
