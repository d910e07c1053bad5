-- How a shape stands to the city's border on a day.
-- Parameters: shape (WKB in the metric system), kind (of the areas that together are the city), day.
-- Columns: is_inside, metres_to_border (nought on it); both null where the city has no such areas.
WITH city AS (
    SELECT ST_Union(area.geom) AS geom
    FROM area
    WHERE
        area.kind = :kind
        AND area.valid_from <= :day
        AND (area.valid_to IS NULL OR :day < area.valid_to)
),

given AS (
    SELECT ST_SetSRID(ST_GeomFromWKB(:shape), metric_srid()) AS geom
)

SELECT
    ST_Covers(city.geom, given.geom) AS is_inside,
    ST_Distance(ST_Boundary(city.geom), given.geom) AS metres_to_border
FROM city CROSS JOIN given
