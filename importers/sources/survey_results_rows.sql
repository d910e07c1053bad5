-- Staged results as rows of the table; their surveys, waves and questions exist by now.
SELECT
    survey_wave.id AS wave_id,
    survey_question.id AS question_id,
    staged.area_id,
    staged.subgroup,
    staged.answers,
    staged.share,
    staged.published_index
FROM staged
INNER JOIN survey ON staged.survey = survey.code
INNER JOIN survey_wave ON survey.id = survey_wave.survey_id AND staged.wave = survey_wave.label
INNER JOIN survey_question ON survey.id = survey_question.survey_id AND staged.question = survey_question.code
ORDER BY staged.row_number
