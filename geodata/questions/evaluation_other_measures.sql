-- Other measures within ring metres of measure_id in operation some day in [before_first, after_end):
-- what else may have changed the place. Nearest first.
SELECT
    other.id,
    other.name,
    other.type,
    other.started_on,
    other.ended_on,
    ST_Distance(other.geom, chosen.geom) AS metres
FROM measure AS chosen
INNER JOIN measure AS other
    ON chosen.id <> other.id AND ST_DWithin(other.geom, chosen.geom, CAST(:ring AS float))
WHERE
    chosen.id = CAST(:measure_id AS uuid)
    AND other.started_on < CAST(:after_end AS date)
    AND (other.ended_on IS NULL OR other.ended_on > CAST(:before_first AS date))
ORDER BY metres, other.started_on, other.id
