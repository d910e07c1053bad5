-- Observations of places that were closed before a day lose their words, and their position but for the cell.
-- Parameters: first_kept (date). Columns: row_count, oldest, newest (dates).
WITH cleared AS (
    UPDATE observation SET
        wording = '',
        geom = coarse_position(observation.geom),
        precision = CASE WHEN observation.geom IS NULL THEN observation.precision ELSE 'snapped' END
    FROM observations_closed_before(CAST(:first_kept AS date)) AS due
    WHERE
        observation.id = due.id
        AND (observation.wording <> '' OR observation.geom IS DISTINCT FROM coarse_position(observation.geom))
    RETURNING due.closed_on AS day
)

SELECT
    count(*) AS row_count,
    min(day) AS oldest,
    max(day) AS newest
FROM cleared
