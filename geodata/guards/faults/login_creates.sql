-- Schemas in which a login of ours may create, and the database where it may create schemas.
-- Parameters: logins (text[]). Columns: about.
SELECT concat_ws(': ', login.name, place.name) AS about
FROM unnest(CAST(:logins AS text[])) AS login (name)
CROSS JOIN
    LATERAL ( -- noqa: ST05
        SELECT pg_namespace.nspname::text AS name
        FROM pg_catalog.pg_namespace
        WHERE pg_namespace.nspname NOT LIKE 'pg\_temp%' AND has_schema_privilege(login.name, pg_namespace.oid, 'CREATE')
        UNION ALL
        SELECT current_database()::text
        WHERE has_database_privilege(login.name, current_database(), 'CREATE')
    ) AS place
ORDER BY about
