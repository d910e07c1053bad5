-- Roles of ours with more power than to log in, or to be somebody's: the database would not hold them back.
-- Parameters: logins, hands (text[]: roles that log in, and those that only own functions). Columns: about.
SELECT rolname AS about
FROM pg_catalog.pg_roles
WHERE
    rolname = ANY(CAST(:logins AS text[]) || CAST(:hands AS text[]))
    AND (
        rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication
        OR rolcanlogin AND rolname = ANY(CAST(:hands AS text[]))
    )
ORDER BY about
