-- Removes the waves, questions and surveys of an undone batch that have no results left.
-- Parameters: batch_id uuid
WITH batch AS (
    SELECT quality FROM import_batch
    WHERE id = :batch_id
),

waves AS (
    DELETE FROM survey_wave
    USING batch
    WHERE
        batch.quality -> 'waves' @> to_jsonb(CAST(survey_wave.id AS text))
        AND NOT EXISTS (
            SELECT 1 FROM survey_result
            WHERE survey_result.wave_id = survey_wave.id
        )
    RETURNING survey_wave.id
),

questions AS (
    DELETE FROM survey_question
    USING batch
    WHERE
        batch.quality -> 'questions' @> to_jsonb(CAST(survey_question.id AS text))
        AND NOT EXISTS (
            SELECT 1 FROM survey_result
            WHERE survey_result.question_id = survey_question.id
        )
    RETURNING survey_question.id
)

DELETE FROM survey
USING batch
WHERE
    batch.quality -> 'surveys' @> to_jsonb(CAST(survey.id AS text))
    AND NOT EXISTS (
        SELECT 1 FROM survey_wave
        WHERE survey_wave.survey_id = survey.id AND survey_wave.id NOT IN (SELECT waves.id FROM waves)
    )
    AND NOT EXISTS (
        SELECT 1 FROM survey_question
        WHERE
            survey_question.survey_id = survey.id
            AND survey_question.id NOT IN (SELECT questions.id FROM questions)
    )
