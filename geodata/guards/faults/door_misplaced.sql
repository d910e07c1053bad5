-- Doors to exact points that another login than the police's may use.
-- Parameters: web, points (text[]: names of doors). Columns: about.
SELECT oid::regprocedure::text AS about
FROM pg_catalog.pg_proc
WHERE
    pronamespace = 'door'::regnamespace AND proname = ANY(CAST(:points AS text[]))
    AND has_function_privilege(CAST(:web AS text), oid, 'EXECUTE')
ORDER BY about
