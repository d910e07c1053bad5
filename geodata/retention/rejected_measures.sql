-- Measures of which a reviewer rejected what they said before anybody else saw it are deleted.
-- Parameters: first_kept (date). Columns: row_count, oldest, newest (dates).
WITH due AS (
    SELECT
        measure.id,
        refused.rejected_on AS day
    FROM measure
    INNER JOIN texts_rejected_before(CAST(:first_kept AS date)) AS refused ON measure.id = refused.row_id
    WHERE measure.held
),

places AS (
    DELETE FROM measure_place USING due
    WHERE measure_id = due.id
),

gone AS (
    DELETE FROM measure USING due
    WHERE measure.id = due.id RETURNING due.day
)

SELECT
    count(*) AS row_count,
    min(day) AS oldest,
    max(day) AS newest
FROM gone
