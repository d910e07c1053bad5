-- Functions with the rights of a role that is not meant to lend them; doors that lend other than the reader's.
-- Parameters: hands (text[]), reader. Columns: about.
SELECT pg_proc.oid::regprocedure::text AS about
FROM pg_catalog.pg_proc
INNER JOIN pg_catalog.pg_roles ON pg_proc.proowner = pg_roles.oid
WHERE
    NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend
        WHERE pg_depend.classid = 'pg_proc'::regclass AND pg_depend.objid = pg_proc.oid AND pg_depend.deptype = 'e'
    )
    AND (
        prosecdef AND pronamespace IN ('public'::regnamespace, 'door'::regnamespace)
        AND pg_roles.rolname <> ALL(CAST(:hands AS text[])) AND pg_roles.rolname <> current_user
        OR pronamespace = 'door'::regnamespace AND (NOT prosecdef OR pg_roles.rolname <> CAST(:reader AS text))
    )
ORDER BY about
