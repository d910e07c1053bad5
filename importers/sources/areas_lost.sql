-- The staged areas that lose more than a hundredth of their surface by being mended, or have none.
-- Columns: row_number integer, value text (per cent lost).
SELECT
    row_number,
    to_char(100 * coalesce(lost_share, 1), 'FM990.0') AS value
FROM staged
WHERE ST_IsEmpty(geom) OR coalesce(lost_share, 1) > 0.01
ORDER BY row_number
