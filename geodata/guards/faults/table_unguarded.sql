-- Tables whose rows are to be guarded and are not, or not against their owner.
-- Parameters: guarded (text[]: tables by the files' names). Columns: about.
SELECT guarded.name AS about
FROM unnest(CAST(:guarded AS text[])) AS guarded (name)
LEFT JOIN pg_catalog.pg_class ON to_regclass(guarded.name) = pg_class.oid
WHERE (pg_class.relrowsecurity AND pg_class.relforcerowsecurity) IS NOT TRUE
ORDER BY about
