-- The staged rows that count other answers than their question does, be it known or described by the same file.
-- Columns: row_number integer, value text (the answers that the question counts).
SELECT
    staged.row_number,
    survey_question.positive_means AS value
FROM staged
INNER JOIN survey ON staged.survey = survey.code
INNER JOIN survey_question ON survey.id = survey_question.survey_id AND staged.question = survey_question.code
WHERE staged.positive_means IS NOT NULL AND staged.positive_means <> survey_question.positive_means
ORDER BY staged.row_number
