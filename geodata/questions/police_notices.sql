-- Notices of the police, the last published first, of one kind if asked for.
-- Parameters: kind text (null for all), row_limit integer, row_offset integer
-- Columns: kind, type, summary, url, place_name, occurred_at, published_at, synthetic; total, of all pages.
SELECT
    kind,
    type,
    summary,
    url,
    place_name,
    occurred_at,
    published_at,
    synthetic,
    count(*) OVER () AS total
FROM police_notice
WHERE kind = CAST(:kind AS text) OR CAST(:kind AS text) IS NULL
ORDER BY published_at DESC, id ASC
LIMIT :row_limit OFFSET :row_offset
