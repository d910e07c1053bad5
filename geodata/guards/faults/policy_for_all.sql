-- Policies for every command at once: their condition for writing would be one for reading too. Columns: about.
SELECT concat_ws(': ', tablename, policyname) AS about
FROM pg_catalog.pg_policies
WHERE schemaname IN ('public', 'police') AND cmd = 'ALL'
ORDER BY about
