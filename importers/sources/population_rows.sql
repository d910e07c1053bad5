-- Staged population figures as rows of the table.
-- Parameters: source text
SELECT
    area_id,
    year,
    kind,
    sex,
    age_band,
    people,
    CAST(:source AS text) AS source
FROM staged
ORDER BY row_number
