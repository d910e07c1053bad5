-- Gives the staged points the area of a kind that contains them at the end of a year; of several that share an
-- edge the one with the lowest id. Points stand in order of the area: PostGIS prepares each area once.
-- Parameters: area_kind text, year integer
WITH spots AS MATERIALIZED (
    SELECT
        row_number,
        to_metric(shape) AS spot
    FROM staged
),

near AS MATERIALIZED (
    SELECT
        area.id,
        area.geom,
        spots.row_number,
        spots.spot
    FROM area
    INNER JOIN spots ON area.geom && spots.spot
    WHERE
        area.kind = :area_kind
        AND daterange(area.valid_from, area.valid_to) @> make_date(:year, 12, 31)
    ORDER BY area.id
),

placed AS (
    SELECT
        row_number,
        min(id) AS area_id
    FROM near
    WHERE ST_Intersects(geom, spot)
    GROUP BY row_number
)

UPDATE staged SET area_id = placed.area_id
FROM placed
WHERE staged.row_number = placed.row_number
