-- The surveys, waves and questions that a file's results belong to, and how many rows rest on few answers.
-- Parameters: batch_id uuid
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'fewer_than_30_answers', (
            SELECT count(*) FROM staged
            WHERE answers < 30
        ),
        'waves', coalesce(jsonb_agg(DISTINCT survey_result.wave_id), '[]'),
        'questions', coalesce(jsonb_agg(DISTINCT survey_result.question_id), '[]'),
        'surveys', coalesce(jsonb_agg(DISTINCT survey_wave.survey_id), '[]')
    ) AS quality
FROM survey_result
INNER JOIN survey_wave ON survey_result.wave_id = survey_wave.id
WHERE survey_result.batch_id = :batch_id
