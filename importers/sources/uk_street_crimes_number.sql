-- Gives the second, third … row of a crime id a key of its own ("#2", "#3" …), in an order that depends on
-- the rows' content and not on their place in the file. Columns: row_number integer, one row per renamed row.
WITH ranked AS (
    SELECT
        row_number,
        row_number() OVER (
            PARTITION BY source_key ORDER BY category, ST_AsBinary(shape), row_number
        ) AS rank_of_key
    FROM staged
    WHERE source_key IS NOT NULL
)

UPDATE staged SET source_key = staged.source_key || '#' || ranked.rank_of_key
FROM ranked
WHERE staged.row_number = ranked.row_number AND ranked.rank_of_key > 1
RETURNING staged.row_number
