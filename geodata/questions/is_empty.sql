-- Whether nothing has been brought in yet.
-- Columns: is_empty (boolean).
SELECT NOT EXISTS (SELECT FROM area) AND NOT EXISTS (SELECT FROM user_account) AS is_empty
