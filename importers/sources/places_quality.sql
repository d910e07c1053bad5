-- How many places of a file lie outside all areas, and how many have no key to be found again by.
-- Parameters: batch_id uuid
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'without_key', (
            SELECT count(*) FROM staged
            WHERE source_key IS NULL
        ),
        'outside_all_areas', (
            SELECT count(*) FROM place
            WHERE batch_id = :batch_id AND area_ids = '{}'
        )
    ) AS quality
