-- Policies that let a login of ours read, change or remove every row. Parameters: logins (text[]). Columns: about.
SELECT concat_ws(': ', tablename, policyname) AS about
FROM pg_catalog.pg_policies
WHERE
    schemaname IN ('public', 'police') AND roles && (CAST(:logins AS name[]) || ARRAY['public'::name])
    AND (qual = 'true' OR permissive = 'PERMISSIVE' AND qual IS NULL AND with_check = 'true')
ORDER BY about
