-- The point that at least half of the staged positions have in common.
-- Parameters: least integer, rows; fewer tell nothing.
-- Columns: rows, of bigint (positions with that point, and all); lon, lat double precision, degrees. No row where
-- there is no such point.
WITH spot AS (
    SELECT
        shape,
        count(*) AS rows,
        sum(count(*)) OVER () AS of
    FROM staged
    WHERE shape IS NOT NULL
    GROUP BY shape
    ORDER BY count(*) DESC
    LIMIT 1
)

SELECT
    rows,
    of::bigint AS of,
    ST_X(to_lonlat(shape)) AS lon,
    ST_Y(to_lonlat(shape)) AS lat
FROM spot
WHERE rows >= :least AND 2 * rows >= of AND ST_GeometryType(shape) = 'ST_Point'
