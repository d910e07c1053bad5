-- What is granted on tables, functions and schemas that are yet to be made, to a login of ours or to all.
-- Parameters: logins (text[]). Columns: about.
SELECT
    concat_ws(
        ' ',
        coalesce(nullif(defaclnamespace::regnamespace::text, '-'), '*'),
        given.privilege_type,
        coalesce(pg_roles.rolname, 'PUBLIC')
    ) AS about
FROM pg_catalog.pg_default_acl
CROSS JOIN LATERAL aclexplode(defaclacl) AS given
LEFT JOIN pg_catalog.pg_roles ON given.grantee = pg_roles.oid
WHERE given.grantee = 0 OR pg_roles.rolname = ANY(CAST(:logins AS text[]))
ORDER BY about
