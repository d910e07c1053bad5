-- How much of each square of cell metres lies inside the areas with area_ids: row and column counted
-- from the origin of the metric system, share above 0 up to 1.
WITH pieces AS (
    SELECT
        square.i,
        square.j,
        CASE
            WHEN ST_Covers(area.geom, square.geom) THEN 1
            ELSE ST_Area(ST_Intersection(area.geom, square.geom)) / (CAST(:cell AS float) * CAST(:cell AS float))
        END AS share
    FROM area
    CROSS JOIN LATERAL ST_SquareGrid(CAST(:cell AS float), area.geom) AS square
    WHERE area.id = ANY(CAST(:area_ids AS integer[])) AND ST_Intersects(area.geom, square.geom)
)

SELECT
    j AS grid_row,
    i AS grid_column,
    least(sum(share), 1) AS share
FROM pieces
GROUP BY i, j
HAVING sum(share) > 0
