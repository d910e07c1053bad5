-- Tables that no file of policies/ speaks of, and views, which no policy guards.
-- Parameters: guarded, open (text[]: tables by the files' names). Columns: about.
SELECT seen.name AS about
FROM pg_catalog.pg_class
CROSS JOIN
    LATERAL ( -- noqa: ST05
        SELECT
            CASE relnamespace WHEN 'public'::regnamespace THEN '' ELSE relnamespace::regnamespace || '.' END
            || relname AS name
    ) AS seen
WHERE
    relnamespace IN ('public'::regnamespace, 'police'::regnamespace)
    AND relkind IN ('r', 'p', 'f', 'v', 'm')
    AND seen.name <> ALL(CAST(:guarded AS text[]) || CAST(:open AS text[]))
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend
        WHERE pg_depend.classid = 'pg_class'::regclass AND pg_depend.objid = pg_class.oid AND pg_depend.deptype = 'e'
    )
ORDER BY about
