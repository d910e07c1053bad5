-- Squares, in the order of the lists. Parameters: cell (metres); grid_rows, grid_columns (two lists of one
-- length, from the origin of the metric system); within (area ids; null for all).
-- Columns: drawn (GeoJSON in degrees), lon and lat of the middle, within_reach (the square meets such an area).
WITH squares AS (
    SELECT
        place_in_list,
        ST_MakeEnvelope(
            grid_column * CAST(:cell AS float),
            grid_row * CAST(:cell AS float),
            (grid_column + 1) * CAST(:cell AS float),
            (grid_row + 1) * CAST(:cell AS float),
            metric_srid()
        ) AS shape
    FROM
        unnest(CAST(:grid_rows AS integer[]), CAST(:grid_columns AS integer[]))
        WITH ORDINALITY AS chosen (grid_row, grid_column, place_in_list)
)

SELECT
    ST_AsGeoJSON(to_lonlat(shape), 6) AS drawn,
    ST_X(to_lonlat(ST_Centroid(shape))) AS lon,
    ST_Y(to_lonlat(ST_Centroid(shape))) AS lat,
    CAST(:within AS integer[]) IS NULL OR EXISTS (
        SELECT FROM area
        WHERE area.id = ANY(CAST(:within AS integer[])) AND ST_Intersects(area.geom, squares.shape)
    ) AS within_reach
FROM squares
ORDER BY place_in_list
