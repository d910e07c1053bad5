-- What is missing in the measures of a file: dates, positions, keys.
-- Parameters: batch_id uuid
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'without_start', (
            SELECT count(*) FROM staged
            WHERE started_on IS NULL AND planned_start IS NULL
        ),
        'without_position', (
            SELECT count(*) FROM staged
            WHERE shape IS NULL
        ),
        'without_key', (
            SELECT count(*) FROM staged
            WHERE source_key IS NULL
        ),
        'outside_all_areas', (
            SELECT count(*) FROM measure
            WHERE batch_id = :batch_id AND geom IS NOT NULL AND area_ids = '{}'
        )
    ) AS quality
