-- Where streets, areas and known places are that someone has chosen from the gazetteer.
-- Parameters: streets, areas integer[]; places uuid[].
-- Columns: code text (street:id, area:id, place:id), name text, lon, lat double precision (degrees), precision text
-- (street, area). One that is no more, or out of the asker's reach, has no row.
SELECT
    'street:' || chosen.id AS code,
    spot.name,
    ST_X(to_lonlat(spot.spot)) AS lon,
    ST_Y(to_lonlat(spot.spot)) AS lat,
    'street' AS precision
FROM street AS chosen
CROSS JOIN LATERAL street_spots(ARRAY[chosen.name]) AS spot
WHERE chosen.id = ANY(CAST(:streets AS integer[])) AND spot.id = chosen.id
UNION ALL
SELECT
    'area:' || id AS code,
    name_sv AS name,
    ST_X(to_lonlat(ST_PointOnSurface(geom))) AS lon,
    ST_Y(to_lonlat(ST_PointOnSurface(geom))) AS lat,
    'area' AS precision
FROM area
WHERE id = ANY(CAST(:areas AS integer[]))
UNION ALL
SELECT
    'place:' || id AS code,
    name,
    ST_X(to_lonlat(ST_PointOnSurface(geom))) AS lon,
    ST_Y(to_lonlat(ST_PointOnSurface(geom))) AS lat,
    'street' AS precision
FROM place
WHERE id = ANY(CAST(:places AS uuid[]))
