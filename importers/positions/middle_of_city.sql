-- The middle of the city, made of its areas of one kind that are valid now.
-- Parameters: boundary_kind text. Columns: lon, lat double precision, degrees; null where there is no such area.
SELECT
    ST_X(middle.spot) AS lon,
    ST_Y(middle.spot) AS lat
FROM (
    SELECT to_lonlat(ST_Centroid(ST_Collect(geom))) AS spot
    FROM area
    WHERE kind = :boundary_kind AND valid_to IS NULL
) AS middle
