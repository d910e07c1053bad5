-- What is missing in the incidents of a file: counts, and positions missing per category.
-- Parameters: batch_id uuid
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'without_position', (
            SELECT count(*) FROM staged
            WHERE shape IS NULL
        ),
        'without_position_by_category', (
            SELECT coalesce(jsonb_object_agg(missing.category, missing.events), '{}')
            FROM (
                SELECT
                    category,
                    count(*) AS events
                FROM staged
                WHERE shape IS NULL
                GROUP BY category
            ) AS missing
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
            SELECT count(*) FROM police.incident
            WHERE batch_id = :batch_id AND geom IS NOT NULL AND area_ids = '{}'
        ),
        'first_day', (SELECT min(local_day(occurred_from)) FROM staged),
        'last_day', (SELECT max(local_day(occurred_from)) FROM staged)
    ) AS quality
