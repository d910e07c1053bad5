-- The staged rows whose shape crosses itself or is otherwise not valid.
-- Columns: row_number integer, value text (the reason, as PostGIS tells it).
SELECT
    row_number,
    ST_IsValidReason(shape) AS value
FROM staged
WHERE NOT ST_IsValid(shape)
ORDER BY row_number
