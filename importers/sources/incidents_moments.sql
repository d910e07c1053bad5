-- The quarters of an hour in which staged events begin, with what holds for all of each: day, month, and light
-- where it is the same at any moment of it and at any staged place. The sun climbs at most 15.05 degrees an hour,
-- and one degree in 111 km: nearer to a limit than that, the light is left to be reckoned for the event itself.
WITH ground AS MATERIALIZED (
    SELECT
        to_lonlat(ST_Centroid(extent.box)) AS middle,
        1.9 + ST_Length(ST_BoundingDiagonal(extent.box)) / 2 / 110000 AS reach
    FROM (
        SELECT ST_SetSRID(CAST(ST_Extent(to_metric(shape)) AS geometry), metric_srid()) AS box FROM staged
    ) AS extent
),

quarters AS MATERIALIZED (
    SELECT DISTINCT CAST(floor(date_part('epoch', occurred_from) / 900) AS integer) AS quarter FROM staged
),

moments AS MATERIALIZED (
    SELECT
        quarters.quarter,
        ground.reach,
        to_timestamp(quarters.quarter * 900.0) AS starts,
        to_timestamp(quarters.quarter * 900.0 + 899.999999) AS ends,
        sun_elevation(
            to_timestamp(quarters.quarter * 900.0 + 450), ST_X(ground.middle), ST_Y(ground.middle)
        ) AS elevation
    FROM quarters CROSS JOIN ground
)

SELECT
    quarter,
    local_day(starts) AS day,
    local_month(starts) AS month,
    CASE
        WHEN elevation - reach > -0.833 THEN 'day'
        WHEN elevation + reach < -6.0 THEN 'dark'
        WHEN elevation + reach < -0.833 AND elevation - reach > -6.0 THEN 'twilight'
    END AS light
FROM moments
WHERE local_day(starts) = local_day(ends)
