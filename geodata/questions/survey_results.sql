-- Results of one question in one wave per area, beside those of the wave before.
-- Parameters: survey, wave, question (code, label, code; wave or question null: the latest wave, every
-- question) · area_kind, area_code (text, null: every area) · within (integer[] of area ids, null: all;
-- the whole city, which they are compared with, besides).
-- Columns: question, wave, break_note, design_effect, area columns (id, kind, kind_sv, kind_en, code, name_sv,
-- name_en), answers, share (0 to 1), published_index, wave_before, design_effect_before, answers_before,
-- share_before (null: none).
WITH wave AS (
    SELECT
        survey_wave.*,
        lag(survey_wave.id) OVER by_time AS id_before,
        lag(survey_wave.label) OVER by_time AS label_before,
        lag(survey_wave.design_effect) OVER by_time AS design_effect_before,
        lead(survey_wave.id) OVER by_time IS NULL AS is_latest
    FROM survey_wave
    INNER JOIN survey ON survey_wave.survey_id = survey.id
    WHERE survey.code = CAST(:survey AS text)
    WINDOW by_time AS (ORDER BY survey_wave.fieldwork_from)
)

SELECT
    question.code AS question,
    wave.label AS wave,
    wave.break_note,
    wave.design_effect,
    area.id,
    area.kind,
    area_kind.name_sv AS kind_sv,
    area_kind.name_en AS kind_en,
    area.code,
    area.name_sv,
    area.name_en,
    result.answers,
    result.share,
    result.published_index,
    wave.label_before AS wave_before,
    wave.design_effect_before,
    earlier.answers AS answers_before,
    earlier.share AS share_before
FROM wave
INNER JOIN survey_result AS result ON wave.id = result.wave_id AND result.subgroup = 'all'
INNER JOIN survey_question AS question ON result.question_id = question.id
INNER JOIN area ON result.area_id = area.id
INNER JOIN area_kind ON area.kind = area_kind.code
LEFT JOIN survey_result AS earlier
    ON
        wave.id_before = earlier.wave_id AND question.id = earlier.question_id
        AND area.id = earlier.area_id AND earlier.subgroup = 'all'
WHERE
    CASE WHEN CAST(:wave AS text) IS NULL THEN wave.is_latest ELSE wave.label = CAST(:wave AS text) END
    AND (CAST(:question AS text) IS NULL OR question.code = CAST(:question AS text))
    AND (
        CAST(:area_code AS text) IS NULL
        OR area.kind = CAST(:area_kind AS text) AND area.code = CAST(:area_code AS text)
    )
    AND (CAST(:within AS integer[]) IS NULL OR area.id = ANY(:within) OR area.kind = (SELECT boundary_kind FROM city))
ORDER BY question.theme, question.code, area_kind.rank, area.name_sv COLLATE "sv-x-icu", area.id
