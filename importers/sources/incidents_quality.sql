-- What is missing in the incidents of a file: counts, and per category how many have a position and how many
-- have none.
-- Parameters: batch_id uuid
-- Column: quality jsonb.
WITH per_category AS (
    SELECT
        category,
        count(shape) AS placed,
        count(*) - count(shape) AS unplaced,
        count(*) FILTER (WHERE time_precision IN ('day', 'month')) AS without_hour,
        count(*) - count(source_key) AS without_key,
        min(occurred_from) AS earliest,
        max(occurred_from) AS latest
    FROM staged
    GROUP BY category
)

SELECT
    jsonb_build_object(
        'without_position', coalesce(sum(unplaced), 0),
        'with_position_by_category',
        coalesce(jsonb_object_agg(category, placed) FILTER (WHERE placed > 0), '{}'),
        'without_position_by_category',
        coalesce(jsonb_object_agg(category, unplaced) FILTER (WHERE unplaced > 0), '{}'),
        'unknown_time_of_day', coalesce(sum(without_hour), 0),
        'without_key', coalesce(sum(without_key), 0),
        'outside_all_areas', (
            SELECT count(*) FROM police.incident
            WHERE batch_id = :batch_id AND geom IS NOT NULL AND area_ids = '{}'
        ),
        'first_day', local_day(min(earliest)),
        'last_day', local_day(max(latest))
    ) AS quality
FROM per_category
