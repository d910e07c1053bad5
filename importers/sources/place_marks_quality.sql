-- How the marks of a file feel, and what is missing in them.
-- Parameters: batch_id uuid
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'marks', count(*),
        'unsafe', count(*) FILTER (WHERE polarity = 'unsafe'),
        'safe', count(*) FILTER (WHERE polarity = 'safe'),
        'without_reason', count(*) FILTER (WHERE categories = '{other}'),
        'unknown_time_of_day', count(*) FILTER (WHERE time_precision IN ('day', 'month', 'year')),
        'without_key', count(*) FILTER (WHERE source_key IS NULL),
        'outside_all_areas', (
            SELECT count(*) FROM observation
            WHERE batch_id = :batch_id AND area_ids = '{}'
        )
    ) AS quality
FROM staged
