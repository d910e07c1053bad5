-- How many points a file has, the people at all of them, and in how many areas they count.
-- Parameters: batch_id uuid
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'points', count(*),
        'people', coalesce(sum(people), 0),
        'areas', (
            SELECT count(*) FROM population
            WHERE batch_id = :batch_id
        )
    ) AS quality
FROM staged
