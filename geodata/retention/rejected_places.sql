-- Rejected places, and those of which a reviewer rejected what they said, are deleted with their photos.
-- Parameters: first_kept (date). Columns: row_count, oldest, newest (dates).
WITH due AS (SELECT * FROM places_rejected_before(CAST(:first_kept AS date))),

of_measures AS (
    DELETE FROM measure_place USING due
    WHERE place_id = due.id
),

of_initiatives AS (
    DELETE FROM initiative_place USING due
    WHERE place_id = due.id
),

pictures AS (
    DELETE FROM photo USING due
    WHERE place_id = due.id
),

gone AS (
    DELETE FROM place USING due
    WHERE place.id = due.id RETURNING due.rejected_on AS day
)

SELECT
    count(*) AS row_count,
    min(day) AS oldest,
    max(day) AS newest
FROM gone
