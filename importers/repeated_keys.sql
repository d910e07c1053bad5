-- The staged rows whose key stands on an earlier row of the same file, or earlier on the same row of a wide one.
-- Columns: row_number integer, value integer (the row that has the key first).
WITH repeated AS MATERIALIZED (
    SELECT source_key FROM staged
    WHERE source_key IS NOT NULL
    GROUP BY source_key
    HAVING count(*) > 1
),

keyed AS (
    SELECT
        staged.row_number,
        first_value(staged.row_number) OVER same_key AS value,
        row_number() OVER same_key AS place
    FROM staged INNER JOIN repeated ON staged.source_key = repeated.source_key
    WINDOW same_key AS (PARTITION BY staged.source_key ORDER BY staged.row_number)
)

SELECT
    keyed.row_number,
    keyed.value
FROM keyed
WHERE keyed.place > 1
ORDER BY keyed.row_number
