-- The squares of 100 m in which staged events lie, by `epoch`: between two days on which areas begin or end, the
-- same areas are valid.
WITH placed AS MATERIALIZED (
    SELECT
        occurred_from,
        to_metric(shape) AS geom
    FROM staged
    WHERE shape IS NOT NULL AND area_id IS NULL
)

SELECT
    east,
    north,
    epoch,
    ST_MakeEnvelope(east * 100.0, north * 100.0, east * 100.0 + 100, north * 100.0 + 100, metric_srid()) AS box
FROM (
    SELECT DISTINCT
        CAST(floor(ST_X(placed.geom) / 100) AS integer) AS east,
        CAST(floor(ST_Y(placed.geom) / 100) AS integer) AS north,
        width_bucket(local_day(placed.occurred_from), epochs.days) AS epoch
    FROM placed
    CROSS JOIN staged_epochs AS epochs
) AS squares
