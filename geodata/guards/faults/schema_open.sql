-- The schema of recorded crime, where the web's own login may enter it. Parameters: web. Columns: about.
SELECT 'police' AS about
WHERE has_schema_privilege(CAST(:web AS text), 'police', 'USAGE')
