-- What is missing in the observations of a file.
-- Parameters: batch_id uuid
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'without_position', (
            SELECT count(*) FROM staged
            WHERE shape IS NULL AND place_id IS NULL
        ),
        'unknown_time_of_day', (
            SELECT count(*) FROM staged
            WHERE time_precision IN ('day', 'month')
        ),
        'without_key', (
            SELECT count(*) FROM staged
            WHERE source_key IS NULL
        ),
        'outside_all_areas', (
            SELECT count(*) FROM observation
            WHERE batch_id = :batch_id AND area_ids = '{}' AND (geom IS NOT NULL OR place_id IS NOT NULL)
        )
    ) AS quality
