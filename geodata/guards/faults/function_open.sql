-- Functions that anybody who can connect may run: doors, and those with the owner's own rights.
-- Triggers' functions are run by no one. Columns: about.
SELECT pg_proc.oid::regprocedure::text AS about
FROM pg_catalog.pg_proc
CROSS JOIN LATERAL aclexplode(coalesce(proacl, acldefault('f', proowner))) AS given
INNER JOIN pg_catalog.pg_roles ON pg_proc.proowner = pg_roles.oid
WHERE
    NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend
        WHERE pg_depend.classid = 'pg_proc'::regclass AND pg_depend.objid = pg_proc.oid AND pg_depend.deptype = 'e'
    )
    AND given.grantee = 0 AND prorettype <> 'trigger'::regtype
    AND (
        pronamespace = 'door'::regnamespace
        OR prosecdef AND pronamespace = 'public'::regnamespace AND pg_roles.rolname = current_user
    )
ORDER BY about
