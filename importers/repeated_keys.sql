-- The staged rows whose key stands on an earlier row of the same file.
-- Columns: row_number integer, value integer (the row that has the key first).
WITH keyed AS (
    SELECT
        row_number,
        first_value(row_number) OVER (PARTITION BY source_key ORDER BY row_number) AS value
    FROM staged
    WHERE source_key IS NOT NULL
)

SELECT
    keyed.row_number,
    keyed.value
FROM keyed
WHERE keyed.row_number <> keyed.value
ORDER BY keyed.row_number
