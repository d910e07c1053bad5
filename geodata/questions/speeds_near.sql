-- The latest speed measurement of each site and direction near a shape, nearest first.
-- Parameters: shape (EWKB or EWKT, in degrees or the city's metres) · metres · within (integer[] of area ids,
-- null: all).
-- Columns: site, direction, measured_from, limit_kmh, v85_kmh, vehicles, metres.
SELECT
    latest.site,
    latest.direction,
    latest.measured_from,
    latest.limit_kmh,
    latest.v85_kmh,
    latest.vehicles,
    latest.metres
FROM (
    SELECT DISTINCT ON (speed_measurement.site, speed_measurement.direction)
        speed_measurement.*,
        ST_Distance(speed_measurement.geom, to_metric(CAST(:shape AS geometry))) AS metres
    FROM speed_measurement
    WHERE
        ST_DWithin(
            speed_measurement.geom, to_metric(CAST(:shape AS geometry)), CAST(:metres AS double precision)
        )
        AND (CAST(:within AS integer[]) IS NULL OR speed_measurement.area_ids && CAST(:within AS integer[]))
    ORDER BY
        speed_measurement.site ASC, speed_measurement.direction ASC, speed_measurement.measured_from DESC
) AS latest
ORDER BY latest.metres, latest.site, latest.direction
LIMIT 6
