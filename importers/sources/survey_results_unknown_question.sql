-- The staged rows whose question is neither known nor described.
-- Columns: row_number integer, value text (the question).
SELECT
    row_number,
    question AS value
FROM staged
WHERE
    NOT EXISTS (
        SELECT 1 FROM survey INNER JOIN survey_question ON survey.id = survey_question.survey_id
        WHERE survey.code = staged.survey AND survey_question.code = staged.question
    )
ORDER BY row_number
