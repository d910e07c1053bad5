-- Staged areas as rows of the table.
-- Parameters: source text, licence text
SELECT
    kind,
    code,
    name_sv,
    name_en,
    geom,
    valid_from,
    valid_to,
    accuracy,
    CAST(:source AS text) AS source,
    CAST(:licence AS text) AS licence
FROM staged
ORDER BY row_number
