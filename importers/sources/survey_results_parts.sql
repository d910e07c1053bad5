-- Creates the waves and the questions that staged rows describe and their surveys do not have.
WITH waves AS (
    INSERT INTO survey_wave (survey_id, label, fieldwork_from, fieldwork_to, design_effect)
    SELECT DISTINCT ON (survey.id, staged.wave)
        survey.id,
        staged.wave,
        staged.fieldwork_from,
        staged.fieldwork_to,
        staged.design_effect
    FROM staged
    INNER JOIN survey ON staged.survey = survey.code
    WHERE staged.fieldwork_from IS NOT NULL
    ORDER BY survey.id, staged.wave, staged.row_number
    ON CONFLICT (survey_id, label) DO NOTHING
)

INSERT INTO survey_question (survey_id, code, text_sv, text_en, theme, positive_means)
SELECT DISTINCT ON (survey.id, staged.question)
    survey.id,
    staged.question,
    staged.question_text,
    staged.question_text_en,
    staged.theme,
    coalesce(staged.positive_means, '') AS positive_means
FROM staged
INNER JOIN survey ON staged.survey = survey.code
WHERE staged.question_text IS NOT NULL AND staged.theme IS NOT NULL
ORDER BY survey.id, staged.question, staged.row_number
ON CONFLICT (survey_id, code) DO NOTHING
