-- The staged rows whose wave is neither known nor described.
-- Columns: row_number integer, value text (the wave).
SELECT
    row_number,
    wave AS value
FROM staged
WHERE
    NOT EXISTS (
        SELECT 1 FROM survey INNER JOIN survey_wave ON survey.id = survey_wave.survey_id
        WHERE survey.code = staged.survey AND survey_wave.label = staged.wave
    )
ORDER BY row_number
