-- Imports that were undone before a day lose the copies of the rows that they had replaced.
-- Parameters: first_kept (date). Columns: row_count, oldest, newest (dates).
WITH cleared AS (
    UPDATE import_batch SET replaced = '[]'
    WHERE undone_at < start_of_day(CAST(:first_kept AS date)) AND replaced <> '[]'
    RETURNING local_day(undone_at) AS day
)

SELECT
    count(*) AS row_count,
    min(day) AS oldest,
    max(day) AS newest
FROM cleared
