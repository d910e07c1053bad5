-- The comparison areas and their common ring, less everything within ring metres of a measure in
-- operation some day in [first_day, end_day). Members are places (place_ids, impact metres around each)
-- or whole areas (area_ids); the ring is as wide as that of the treated area.
-- Columns: zone ("comparison", "ring_comparison"), part (the member's id, "" for the ring), shape (hex EWKB
-- in the city's metric system), drawn (GeoJSON, degrees).
WITH members AS (
    SELECT
        CAST(place.id AS text) AS part,
        ST_Buffer(place.geom, CAST(:impact AS float), 'quad_segs=64') AS core,
        ST_Buffer(place.geom, CAST(:ring AS float), 'quad_segs=64') AS reach
    FROM place
    WHERE place.id = ANY(CAST(:place_ids AS uuid[]))
    UNION ALL
    SELECT
        CAST(area.id AS text) AS part,
        area.geom AS core,
        ST_Buffer(area.geom, CAST(:ring AS float) - CAST(:impact AS float), 'quad_segs=16') AS reach
    FROM area
    WHERE area.id = ANY(CAST(:area_ids AS integer[]))
),

whole AS (
    SELECT
        ST_Union(core) AS core,
        ST_Union(reach) AS reach
    FROM members
),

measured AS (
    SELECT ST_Union(ST_Buffer(measure.geom, CAST(:ring AS float), 'quad_segs=64')) AS shape
    FROM measure, whole
    WHERE
        measure.started_on < CAST(:end_day AS date)
        AND (measure.ended_on IS NULL OR measure.ended_on > CAST(:first_day AS date))
        AND ST_DWithin(measure.geom, whole.reach, CAST(:ring AS float))
),

avoided AS (
    SELECT coalesce(shape, ST_SetSRID(CAST('POLYGON EMPTY' AS geometry), metric_srid())) AS shape FROM measured
),

zones AS (
    SELECT
        'comparison' AS zone,
        members.part,
        ST_Difference(members.core, avoided.shape) AS shape
    FROM members, avoided
    UNION ALL
    SELECT
        'ring_comparison' AS zone,
        '' AS part,
        ST_Difference(ST_Difference(whole.reach, whole.core), avoided.shape) AS shape
    FROM whole, avoided
)

SELECT
    zone,
    part,
    ST_AsHexEWKB(shape) AS shape,
    ST_AsGeoJSON(to_lonlat(shape), 6) AS drawn
FROM zones
WHERE ST_Dimension(shape) = 2 AND NOT ST_IsEmpty(shape)
ORDER BY zone, part
