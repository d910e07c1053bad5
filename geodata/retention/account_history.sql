-- The history of accounts that no longer are keeps that they were changed and when, not whose they were.
-- Columns: row_count.
WITH cleared AS (
    UPDATE change_history SET
        before = before || '{"email": null, "name": null}',
        after = after || '{"email": null, "name": null}',
        note = ''
    WHERE
        table_name = 'user_account'
        AND coalesce(before ->> 'email', before ->> 'name', after ->> 'email', after ->> 'name') IS NOT NULL
        AND NOT EXISTS (
            SELECT user_account.id FROM user_account
            WHERE user_account.id = change_history.row_id
        )
    RETURNING id
)

SELECT count(*) AS row_count FROM cleared
