-- The staged rows whose key stands on an earlier row of the same file, or earlier on the same row of a wide one.
-- Columns: row_number integer, value integer (the row that has the key first).
WITH keyed AS (
    SELECT
        row_number,
        first_value(row_number) OVER same_key AS value,
        row_number() OVER same_key AS place
    FROM staged
    WHERE source_key IS NOT NULL
    WINDOW same_key AS (PARTITION BY source_key ORDER BY row_number)
)

SELECT
    keyed.row_number,
    keyed.value
FROM keyed
WHERE keyed.place > 1
ORDER BY keyed.row_number
