-- Doors that do not demand to know who asks, and demands of scope/ that do not.
-- Parameters: anonymous (text[]: doors that need not). Columns: about.
SELECT oid::regprocedure::text AS about
FROM pg_catalog.pg_proc
WHERE
    (
        pronamespace = 'door'::regnamespace AND proname <> ALL(CAST(:anonymous AS text[]))
        OR pronamespace = 'public'::regnamespace AND proname LIKE 'demand\_%' AND proname <> 'demand_asker'
    )
    AND prosrc !~ '\mPERFORM demand_[a-z_]+\('
ORDER BY about
