-- Logins of ours that may do what another role may: the police's may do the web's, and nothing else.
-- Parameters: logins (text[]), web, police. Columns: about.
WITH RECURSIVE held AS (
    SELECT
        member,
        roleid
    FROM pg_catalog.pg_auth_members
    UNION
    SELECT
        held.member,
        further.roleid
    FROM held INNER JOIN pg_catalog.pg_auth_members AS further ON held.roleid = further.member
)

SELECT concat_ws(' → ', member.rolname, role.rolname) AS about
FROM held
INNER JOIN pg_catalog.pg_roles AS member ON held.member = member.oid
INNER JOIN pg_catalog.pg_roles AS role ON held.roleid = role.oid
WHERE
    member.rolname = ANY(CAST(:logins AS text[]))
    AND NOT (member.rolname = CAST(:police AS text) AND role.rolname = CAST(:web AS text))
ORDER BY about
