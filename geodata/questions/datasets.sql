-- The files that the data came in with, by source: how many are in force, and when the newest came.
-- Columns: source (code), files, newest (timestamptz).
SELECT
    source,
    count(*) AS files,
    max(created_at) AS newest
FROM import_batch
WHERE status = 'published'
GROUP BY source
ORDER BY source
