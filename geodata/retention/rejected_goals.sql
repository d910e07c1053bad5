-- Goals of which a reviewer rejected what they said before anybody else saw it are deleted.
-- Parameters: first_kept (date). Columns: row_count, oldest, newest (dates).
WITH gone AS (
    DELETE FROM goal USING texts_rejected_before(CAST(:first_kept AS date)) AS refused
    WHERE goal.id = refused.row_id AND goal.held
    RETURNING refused.rejected_on AS day
)

SELECT
    count(*) AS row_count,
    min(day) AS oldest,
    max(day) AS newest
FROM gone
