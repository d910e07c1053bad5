-- The staged events in the city's CRS, with what their quarter of an hour tells, the square of 100 m around those
-- whose areas follow from their place, and the quarter in which they end. Neighbours come to lie side by side.
SELECT
    placed.source_key,
    placed.category,
    placed.crime_group,
    placed.occurred_from,
    placed.occurred_to,
    placed.time_precision,
    placed.precision,
    placed.area_id,
    placed.geom,
    CAST(floor(ST_X(placed.geom) / 100) AS integer) AS east,
    CAST(floor(ST_Y(placed.geom) / 100) AS integer) AS north,
    coalesce(quarter.day, local_day(placed.occurred_from)) AS day,
    coalesce(quarter.month, local_month(placed.occurred_from)) AS month,
    coalesce(quarter.epoch, width_bucket(local_day(placed.occurred_from), epochs.days)) AS epoch,
    quarter.light,
    CAST(floor(date_part('epoch', placed.occurred_to) / 900) AS integer) AS ended
FROM (
    SELECT
        source_key,
        category,
        crime_group,
        occurred_from,
        occurred_to,
        time_precision,
        precision,
        area_id,
        to_metric(shape) AS geom
    FROM staged
    ORDER BY geom
) AS placed
CROSS JOIN staged_epochs AS epochs
LEFT JOIN staged_quarters AS quarter
    ON quarter.quarter = CAST(floor(date_part('epoch', placed.occurred_from) / 900) AS integer)
