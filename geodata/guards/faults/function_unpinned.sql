-- Functions with their owner's rights that look names up where their caller says. Columns: about.
SELECT oid::regprocedure::text AS about
FROM pg_catalog.pg_proc
WHERE
    prosecdef AND pronamespace IN ('public'::regnamespace, 'door'::regnamespace)
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend
        WHERE pg_depend.classid = 'pg_proc'::regclass AND pg_depend.objid = pg_proc.oid AND pg_depend.deptype = 'e'
    )
    AND NOT EXISTS (
        SELECT FROM unnest(proconfig) AS setting (written)
        WHERE setting.written LIKE 'search\_path=%, pg\_temp'
    )
ORDER BY about
