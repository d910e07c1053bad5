-- Observations of places that were closed before a day lose their words, and their position but for the cell. Where
-- the position is as coarse already it is not written, so that the areas it counts in are not found anew.
-- Parameters: first_kept (date). Columns: row_count, oldest, newest (dates).
WITH due AS (SELECT * FROM observations_closed_before(CAST(:first_kept AS date))),

emptied AS (
    UPDATE observation SET wording = ''
    FROM due
    WHERE
        observation.id = due.id AND observation.wording <> ''
        AND observation.geom IS NOT DISTINCT FROM coarse_position(observation.geom)
    RETURNING due.closed_on AS day
),

emptied_and_coarser AS (
    UPDATE observation SET
        wording = '',
        geom = coarse_position(observation.geom),
        precision = 'snapped'
    FROM due
    WHERE observation.id = due.id AND observation.geom IS DISTINCT FROM coarse_position(observation.geom)
    RETURNING due.closed_on AS day
),

cleared AS (
    SELECT day FROM emptied
    UNION ALL
    SELECT day FROM emptied_and_coarser
)

SELECT
    count(*) AS row_count,
    min(day) AS oldest,
    max(day) AS newest
FROM cleared
