-- The comparison areas and their common ring, less everything within ring metres of a measure in operation
-- some day in [first_day, end_day). The ring is as wide as that of the treated area.
-- Parameters: place_ids (impact metres around each), area_ids (whole areas); impact, ring (metres);
-- first_day, end_day. Circles are drawn with 64 segments per quarter.
-- Columns: zone ("comparison", "ring_comparison"), part (the member's id, "" for the ring), shape (hex EWKB
-- in the city's metric system), drawn (GeoJSON, degrees).
WITH members AS (
    SELECT
        CAST(id AS text) AS part,
        ST_Buffer(geom, CAST(:impact AS float), 64) AS core
    FROM place
    WHERE id = ANY(CAST(:place_ids AS uuid[]))
    UNION ALL
    SELECT
        CAST(id AS text) AS part,
        geom AS core
    FROM area
    WHERE id = ANY(CAST(:area_ids AS integer[]))
),

zones AS (
    SELECT
        'comparison' AS zone,
        part,
        core AS shape
    FROM members
    UNION ALL
    SELECT
        'ring_comparison' AS zone,
        '' AS part,
        ST_Difference(
            ST_Buffer(ST_Union(core), CAST(:ring AS float) - CAST(:impact AS float), 64), ST_Union(core)
        ) AS shape
    FROM members
),

avoided AS (
    SELECT ST_Union(ST_Buffer(geom, CAST(:ring AS float), 64)) AS shape
    FROM measure
    WHERE
        started_on < CAST(:end_day AS date) AND coalesce(ended_on > CAST(:first_day AS date), TRUE)
        AND ST_DWithin(geom, (SELECT ST_Collect(zones.shape) FROM zones), CAST(:ring AS float))
),

remaining AS (
    SELECT
        zones.zone,
        zones.part,
        coalesce(ST_Difference(zones.shape, avoided.shape), zones.shape) AS shape
    FROM zones, avoided
)

SELECT
    zone,
    part,
    ST_AsHexEWKB(shape) AS shape,
    ST_AsGeoJSON(to_lonlat(shape), 6) AS drawn
FROM remaining
WHERE ST_Area(shape) > 0
ORDER BY zone, part
