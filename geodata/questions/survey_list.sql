-- Surveys by owner and name with their waves (from old to new) and questions (by theme and code).
-- Parameters: none.
-- Columns: code, name_sv, name_en, owner, representative, synthetic, waves (JSON array of {label,
-- fieldwork_from, fieldwork_to (excluded), design_effect, break_note}), questions (JSON array of {code, text_sv,
-- text_en, theme, positive_means}).
SELECT
    survey.code,
    survey.name_sv,
    survey.name_en,
    survey.owner,
    survey.representative,
    survey.synthetic,
    coalesce((
        SELECT
            jsonb_agg(jsonb_build_object(
                'label', wave.label,
                'fieldwork_from', wave.fieldwork_from,
                'fieldwork_to', wave.fieldwork_to,
                'design_effect', wave.design_effect,
                'break_note', wave.break_note
            ) ORDER BY wave.fieldwork_from)
        FROM survey_wave AS wave
        WHERE wave.survey_id = survey.id
    ), '[]') AS waves,
    coalesce((
        SELECT
            jsonb_agg(jsonb_build_object(
                'code', question.code,
                'text_sv', question.text_sv,
                'text_en', question.text_en,
                'theme', question.theme,
                'positive_means', question.positive_means
            ) ORDER BY question.theme, question.code)
        FROM survey_question AS question
        WHERE question.survey_id = survey.id
    ), '[]') AS questions
FROM survey
ORDER BY survey.name_sv COLLATE "sv-x-icu", survey.code -- noqa: RF03
