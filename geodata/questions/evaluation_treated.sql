-- The treated area of measure_id (to impact metres) and its ring (to ring metres), less the treated
-- area of every measure in operation some day in [first_day, end_day). Columns: zone ("treated", "ring"),
-- shape (hex EWKB in the city's metric system; null where nothing is left), drawn (GeoJSON, degrees).
WITH chosen AS (
    SELECT geom FROM measure
    WHERE id = CAST(:measure_id AS uuid)
),

near AS (
    SELECT ST_Buffer(measure.geom, CAST(:impact AS float), 'quad_segs=64') AS shape
    FROM chosen
    INNER JOIN measure
        ON ST_DWithin(measure.geom, chosen.geom, CAST(:impact AS float) + CAST(:ring AS float))
    WHERE
        measure.started_on < CAST(:end_day AS date)
        AND (measure.ended_on IS NULL OR measure.ended_on > CAST(:first_day AS date))
),

zones AS (
    SELECT
        'treated' AS zone,
        ST_Buffer(chosen.geom, CAST(:impact AS float), 'quad_segs=64') AS shape
    FROM chosen
    UNION ALL
    SELECT
        'ring' AS zone,
        ST_Difference(
            ST_Buffer(chosen.geom, CAST(:ring AS float), 'quad_segs=64'), (SELECT ST_Union(near.shape) FROM near)
        ) AS shape
    FROM chosen
)

SELECT
    zone,
    ST_AsHexEWKB(shape) AS shape,
    ST_AsGeoJSON(to_lonlat(shape), 6) AS drawn
FROM zones
WHERE NOT ST_IsEmpty(shape)
