-- The staged rows whose survey is neither known nor described.
-- Columns: row_number integer, value text (the survey).
SELECT
    row_number,
    survey AS value
FROM staged
WHERE
    NOT EXISTS (
        SELECT 1 FROM survey
        WHERE survey.code = staged.survey
    )
ORDER BY row_number
