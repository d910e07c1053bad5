-- Tables, functions and schemas that a login of ours owns: owners are not held back.
-- Parameters: logins (text[]). Columns: about.
WITH owned AS (
    SELECT
        relowner AS owner,
        oid::regclass::text AS name
    FROM pg_catalog.pg_class
    UNION ALL
    SELECT
        proowner,
        oid::regprocedure::text
    FROM pg_catalog.pg_proc
    UNION ALL
    SELECT
        nspowner,
        nspname::text
    FROM pg_catalog.pg_namespace
)

SELECT concat_ws(': ', pg_roles.rolname, owned.name) AS about
FROM owned INNER JOIN pg_catalog.pg_roles ON owned.owner = pg_roles.oid
WHERE
    pg_roles.rolname = ANY(CAST(:logins AS text[]))
    AND owned.name NOT LIKE 'pg\_temp%' AND owned.name NOT LIKE 'pg\_toast%'
ORDER BY about
