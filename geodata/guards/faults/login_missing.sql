-- Roles of ours that the server does not have. Parameters: logins, hands (text[]). Columns: about.
SELECT wanted.role AS about
FROM unnest(CAST(:logins AS text[]) || CAST(:hands AS text[])) AS wanted (role)
WHERE
    NOT EXISTS (
        SELECT FROM pg_catalog.pg_roles
        WHERE pg_roles.rolname = wanted.role
    )
ORDER BY about
