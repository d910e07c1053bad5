-- Where the staged positions lie. Columns: lon, lat double precision (degrees), the middle of their box; reach
-- double precision, metres from there to its corners. Null where there is no position.
SELECT
    ST_X(ST_Transform(ST_Centroid(extent.box), 4326)) AS lon,
    ST_Y(ST_Transform(ST_Centroid(extent.box), 4326)) AS lat,
    ST_Length(ST_BoundingDiagonal(to_metric(extent.box))) / 2 AS reach
FROM (
    SELECT ST_SetSRID(CAST(ST_Extent(shape) AS geometry), max(ST_SRID(shape))) AS box
    FROM staged
) AS extent
