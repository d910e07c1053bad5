-- The squares of cell metres at the given rows and columns (two lists of one length), in their order:
-- drawn (GeoJSON in degrees), lon and lat of the middle, and whether the square meets one of the areas in
-- within (ids; null for all).
SELECT
    ST_AsGeoJSON(to_lonlat(square.shape), 6) AS drawn,
    ST_X(to_lonlat(ST_Centroid(square.shape))) AS lon,
    ST_Y(to_lonlat(ST_Centroid(square.shape))) AS lat,
    CAST(:within AS integer[]) IS NULL OR EXISTS (
        SELECT FROM area
        WHERE area.id = ANY(CAST(:within AS integer[])) AND ST_Intersects(area.geom, square.shape)
    ) AS within_reach
FROM
    unnest(CAST(:grid_rows AS integer[]), CAST(:grid_columns AS integer[]))
    WITH ORDINALITY AS chosen (grid_row, grid_column, place_in_list)
CROSS JOIN LATERAL (
    SELECT
        ST_MakeEnvelope(
            chosen.grid_column * CAST(:cell AS float),
            chosen.grid_row * CAST(:cell AS float),
            (chosen.grid_column + 1) * CAST(:cell AS float),
            (chosen.grid_row + 1) * CAST(:cell AS float),
            metric_srid()
        ) AS shape
) AS square
ORDER BY chosen.place_in_list
