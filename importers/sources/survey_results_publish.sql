-- Moves staged results to their table; wave, question, area and group make the key.
-- Parameters: batch_id uuid, synthetic boolean
-- Columns: offered, stored bigint (all rows; new or changed ones), replaced jsonb (the changed rows as they were).
WITH published AS (
    INSERT INTO survey_result (
        wave_id, question_id, area_id, subgroup, answers, share, published_index, synthetic, batch_id
    )
    SELECT
        survey_wave.id,
        survey_question.id,
        staged.area_id,
        staged.subgroup,
        staged.answers,
        staged.share,
        staged.published_index,
        :synthetic,
        :batch_id
    FROM staged
    INNER JOIN survey ON staged.survey = survey.code
    INNER JOIN survey_wave ON survey.id = survey_wave.survey_id AND staged.wave = survey_wave.label
    INNER JOIN survey_question ON survey.id = survey_question.survey_id AND staged.question = survey_question.code
    ORDER BY staged.row_number
    ON CONFLICT (wave_id, question_id, area_id, subgroup) DO UPDATE SET
    answers = excluded.answers,
    share = excluded.share,
    published_index = excluded.published_index,
    synthetic = excluded.synthetic,
    batch_id = excluded.batch_id
    WHERE
        (survey_result.answers, survey_result.share, survey_result.published_index, survey_result.synthetic)
        IS DISTINCT FROM (excluded.answers, excluded.share, excluded.published_index, excluded.synthetic)
    RETURNING id
)

SELECT
    (SELECT count(*) FROM staged) AS offered,
    (SELECT count(*) FROM published) AS stored,
    coalesce(jsonb_agg(to_jsonb(old)), '[]') AS replaced
FROM survey_result AS old
INNER JOIN published ON old.id = published.id
