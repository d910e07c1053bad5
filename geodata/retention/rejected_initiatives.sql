-- Initiatives of which a reviewer rejected what they said before anybody else saw it are deleted with their goals;
-- their measures stand alone from then on.
-- Parameters: first_kept (date). Columns: row_count, oldest, newest (dates).
WITH due AS (
    SELECT
        initiative.id,
        refused.rejected_on AS day
    FROM initiative
    INNER JOIN texts_rejected_before(CAST(:first_kept AS date)) AS refused ON initiative.id = refused.row_id
    WHERE initiative.held
),

measures AS (
    UPDATE measure SET initiative_id = NULL FROM due
    WHERE initiative_id = due.id
),

places AS (
    DELETE FROM initiative_place USING due
    WHERE initiative_id = due.id
),

goals AS (
    DELETE FROM goal USING due
    WHERE initiative_id = due.id
),

gone AS (
    DELETE FROM initiative USING due
    WHERE initiative.id = due.id RETURNING due.day
)

SELECT
    count(*) AS row_count,
    min(day) AS oldest,
    max(day) AS newest
FROM gone
