-- Rejected observations, those of which a reviewer rejected what they said, and those of rejected places are deleted.
-- Parameters: first_kept (date). Columns: row_count, oldest, newest (dates).
WITH found AS (
    SELECT
        id,
        local_day(updated_at) AS day
    FROM observation
    WHERE status = 'rejected' AND local_day(updated_at) < CAST(:first_kept AS date)
    UNION ALL
    SELECT
        observation.id,
        refused.rejected_on
    FROM observation
    INNER JOIN texts_rejected_before(CAST(:first_kept AS date)) AS refused ON observation.id = refused.row_id
    WHERE observation.held
    UNION ALL
    SELECT
        observation.id,
        due.rejected_on
    FROM observation
    INNER JOIN places_rejected_before(CAST(:first_kept AS date)) AS due ON observation.place_id = due.id
),

due AS (
    SELECT
        id,
        min(day) AS day
    FROM found
    GROUP BY id
),

pictures AS (
    DELETE FROM photo USING due
    WHERE observation_id = due.id
),

gone AS (
    DELETE FROM observation USING due
    WHERE observation.id = due.id RETURNING due.day
)

SELECT
    count(*) AS row_count,
    min(day) AS oldest,
    max(day) AS newest
FROM gone
