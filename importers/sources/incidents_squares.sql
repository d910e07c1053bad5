-- The squares of 100 m in which staged events lie whose areas follow from their place, by `epoch`.
SELECT
    east,
    north,
    epoch,
    ST_MakeEnvelope(east * 100.0, north * 100.0, east * 100.0 + 100, north * 100.0 + 100, metric_srid()) AS box
FROM (
    SELECT DISTINCT
        east,
        north,
        epoch
    FROM staged_placed
    WHERE geom IS NOT NULL AND area_id IS NULL
) AS squares
