-- The point that at least half of the staged positions have in common. If there is one, it is the most frequent
-- among some thousand rows drawn by their number's hash, and a third of them at least: only that one is counted.
-- Parameters: least integer, rows; fewer tell nothing.
-- Columns: rows, of bigint (positions with that point, and all); lon, lat double precision, degrees. No row where
-- there is no such point.
WITH size AS MATERIALIZED (
    SELECT greatest(1, count(*) / 4000) AS step FROM staged
),

drawn AS (
    SELECT
        staged.shape,
        count(*) AS rows,
        sum(count(*)) OVER () AS of
    FROM staged CROSS JOIN size
    WHERE staged.shape IS NOT NULL AND hashint4(staged.row_number) % size.step = 0
    GROUP BY staged.shape
    ORDER BY count(*) DESC, staged.shape ASC
    LIMIT 1
),

candidate AS MATERIALIZED (
    SELECT shape FROM drawn
    WHERE 3 * rows >= of
),

spot AS (
    SELECT
        candidate.shape,
        count(*) FILTER (WHERE staged.shape = candidate.shape) AS rows,
        count(*) AS of
    FROM staged CROSS JOIN candidate
    WHERE staged.shape IS NOT NULL
    GROUP BY candidate.shape
)

SELECT
    rows,
    of,
    ST_X(to_lonlat(shape)) AS lon,
    ST_Y(to_lonlat(shape)) AS lat
FROM spot
WHERE rows >= :least AND 2 * rows >= of AND ST_GeometryType(shape) = 'ST_Point'
