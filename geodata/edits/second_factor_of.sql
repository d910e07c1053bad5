-- The sealed secret of an account's one-time codes; no row where it has none.
-- Parameters: user_id.
-- Columns: sealed, last_step.
SELECT
    found.sealed,
    found.last_step
FROM second_factor_of(:user_id) AS found
