-- A sample of the staged rows, spread over the file, with their plain values.
-- Parameters: hidden text[], columns that are not shown; most integer
-- Columns: row_number integer, shown jsonb (column to value).
SELECT
    sampled.row_number,
    to_jsonb(sampled) - CAST(:hidden AS text[]) AS shown
FROM (
    SELECT * FROM staged
    WHERE ctid = ANY(ARRAY(
        SELECT drawn.ctid FROM staged AS drawn
        ORDER BY hashint4(drawn.row_number)
        LIMIT :most
    ))
) AS sampled
ORDER BY sampled.row_number
