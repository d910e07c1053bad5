-- Whether there is any street.
-- Parameters: none.
-- Columns: has_streets (boolean).
SELECT EXISTS(SELECT FROM street) AS has_streets
