-- The files that the data came in with, by source: how many are in force, and when the newest came.
-- Columns: source (code), files, newest (timestamptz).
SELECT
    found.source,
    found.files,
    found.newest
FROM door.datasets() AS found
ORDER BY found.source
