-- Creates the surveys that staged rows describe and the city does not have.
-- Parameters: synthetic boolean
INSERT INTO survey (code, name_sv, name_en, owner, representative, synthetic)
SELECT DISTINCT ON (survey)
    survey,
    survey_name AS name_sv,
    survey_name AS name_en,
    survey_owner,
    representative,
    :synthetic
FROM staged
WHERE survey_name IS NOT NULL AND survey_owner IS NOT NULL
ORDER BY survey, row_number
ON CONFLICT (code) DO NOTHING
