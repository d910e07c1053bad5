-- What the streets of a file are called, and how long they are.
-- Parameters: batch_id uuid
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'stretches', count(*),
        'names', count(DISTINCT name) FILTER (WHERE name <> ''),
        'without_name', count(*) FILTER (WHERE name = ''),
        'without_key', count(*) FILTER (WHERE source_key IS NULL),
        'kilometres', round((sum(ST_Length(to_metric(shape))) / 1000)::numeric, 1)
    ) AS quality
FROM staged
