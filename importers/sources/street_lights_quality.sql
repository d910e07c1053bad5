-- What is told of the lamps of a file, and what is not.
-- Parameters: batch_id uuid
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'lamps', count(*),
        'without_lamp_kind', count(*) FILTER (WHERE lamp IS NULL),
        'out', count(*) FILTER (WHERE status = 'out'),
        'changed_on_a_day', count(changed_on),
        'changed_without_day', count(lamp_before) FILTER (WHERE changed_on IS NULL),
        'lamp_before_told', count(lamp_before),
        'without_key', count(*) FILTER (WHERE source_key IS NULL),
        'outside_all_areas', (
            SELECT count(*) FROM light_point
            WHERE batch_id = :batch_id AND area_ids = '{}'
        )
    ) AS quality
FROM staged
