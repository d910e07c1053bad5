-- Where the rows of a preview lie: the middle of each shape.
-- Parameters: row_numbers integer[]
-- Columns: row_number integer, lon double precision, lat double precision (degrees, null without a position).
SELECT
    placed.row_number,
    ST_X(placed.middle) AS lon,
    ST_Y(placed.middle) AS lat
FROM (
    SELECT
        row_number,
        ST_Transform(ST_PointOnSurface(shape), 4326) AS middle
    FROM staged
    WHERE row_number = ANY(CAST(:row_numbers AS integer[]))
) AS placed
