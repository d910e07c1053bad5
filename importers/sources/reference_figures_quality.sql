-- How many areas and years the figures of a file are about, and how many say what they rest on.
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'areas', count(DISTINCT area_name),
        'first_year', min(year),
        'last_year', max(year),
        'without_number_counted', count(*) FILTER (WHERE number_counted IS NULL)
    ) AS quality
FROM staged
