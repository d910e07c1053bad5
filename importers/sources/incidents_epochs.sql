-- The days on which any area begins or ends, in order: between two of them, the same areas are valid.
-- Columns: days (dates; null without areas).
SELECT array_agg(day ORDER BY day) AS days
FROM (
    SELECT valid_from AS day FROM area
    UNION
    SELECT valid_to AS day FROM area
    WHERE valid_to IS NOT NULL
) AS limits
