-- Accounts whose last role ended before a day are deleted, with their roles and all they sign in with. Whoever was
-- shut out had no role from then on, and whoever never had one is counted from when the account was opened.
-- Parameters: first_kept (date). Columns: row_count, oldest, newest (dates).
WITH ended AS (
    SELECT
        user_account.id,
        least(
            CASE
                WHEN count(membership.id) = 0 THEN local_day(user_account.created_at)
                ELSE max(coalesce(membership.valid_to, 'infinity'))
            END,
            local_day(user_account.disabled_at)
        ) AS day
    FROM user_account LEFT JOIN membership ON user_account.id = membership.user_id
    GROUP BY user_account.id
),

due AS (
    SELECT * FROM ended
    WHERE day < CAST(:first_kept AS date)
),

roles AS (
    DELETE FROM membership
    WHERE user_id IN (SELECT id FROM due)
),

gone AS (
    DELETE FROM user_account USING due
    WHERE user_account.id = due.id RETURNING due.day
)

SELECT
    count(*) AS row_count,
    min(day) AS oldest,
    max(day) AS newest
FROM gone
