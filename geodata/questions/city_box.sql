-- The box around the city: around the areas of the kind that together are the city, valid today.
-- Parameters: kind (text).
-- Columns: west, south, east, north (degrees, null without such areas).
SELECT
    ST_XMin(ground.box) AS west,
    ST_YMin(ground.box) AS south,
    ST_XMax(ground.box) AS east,
    ST_YMax(ground.box) AS north
FROM (
    SELECT ST_Extent(to_lonlat(ST_Envelope(geom))) AS box
    FROM area
    WHERE kind = CAST(:kind AS text) AND valid_from <= current_date AND (valid_to IS NULL OR current_date < valid_to)
) AS ground
