-- Every account by address, with the memberships of a day.
-- Parameters: day.
-- Columns: id, email, name, disabled, synthetic, temporary, has_totp, organisations (codes), roles.
SELECT
    account.id,
    account.email,
    account.name,
    account.disabled_at IS NOT NULL AS disabled,
    account.synthetic,
    account.temporary_until IS NOT NULL AS temporary,
    account.totp_since IS NOT NULL AS has_totp,
    coalesce(array_agg(DISTINCT organisation.code) FILTER (WHERE held.id IS NOT NULL), '{}') AS organisations,
    coalesce(array_agg(DISTINCT held.role) FILTER (WHERE held.id IS NOT NULL), '{}') AS roles
FROM user_account AS account
LEFT JOIN membership AS held
    ON
        account.id = held.user_id
        AND held.valid_from <= :day
        AND (held.valid_to IS NULL OR :day < held.valid_to)
LEFT JOIN organisation ON held.organisation_id = organisation.id
GROUP BY account.id
ORDER BY account.email
