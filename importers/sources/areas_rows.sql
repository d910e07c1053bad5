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
    :source,
    :licence
FROM staged
ORDER BY row_number
