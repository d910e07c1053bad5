-- Attempts that were made before a day are deleted.
-- Parameters: first_kept (date). Columns: row_count, oldest, newest (dates).
WITH gone AS (
    DELETE FROM sign_in_attempt
    WHERE at < start_of_day(CAST(:first_kept AS date)) RETURNING local_day(at) AS day
)

SELECT
    count(*) AS row_count,
    min(day) AS oldest,
    max(day) AS newest
FROM gone
