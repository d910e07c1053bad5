-- Staged notices as rows of the table.
-- Parameters: source_code text
SELECT
    :source_code AS source,
    source_key,
    kind,
    type,
    summary,
    url,
    place_name,
    area_id,
    occurred_at,
    published_at
FROM staged
ORDER BY row_number
