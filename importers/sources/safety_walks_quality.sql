-- How many walks a file tells of, and what is missing in their findings.
-- Parameters: batch_id uuid
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'walks', count(DISTINCT walk),
        'findings', count(*),
        'answered', count(answer),
        'without_position', count(*) FILTER (WHERE shape IS NULL),
        'without_key', count(*) FILTER (WHERE source_key IS NULL),
        'unknown_time_of_day', count(*) FILTER (WHERE time_precision = 'day'),
        'outside_all_areas', (
            SELECT count(*) FROM observation
            WHERE batch_id = :batch_id AND area_ids = '{}' AND geom IS NOT NULL
        )
    ) AS quality
FROM staged
