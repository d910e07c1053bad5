-- Places near a shape, nearest first; rejected ones left out.
-- Parameters: shape (EWKB or EWKT, in degrees or the city's metres) · metres · within (integer[] of area ids,
-- null: all) · except_id (uuid of the place itself, or null).
-- Columns: as place_list.sql, metres the distance between the shapes; without total.
SELECT
    place.id,
    place.name,
    place.kind,
    place.status,
    place.polarity,
    ST_X(spot.lonlat) AS lon,
    ST_Y(spot.lonlat) AS lat,
    place.reported_on,
    place.archived_on,
    place.synthetic,
    ST_Distance(place.geom, to_metric(CAST(:shape AS geometry))) AS metres
FROM door.places_in(ST_Expand(to_metric(CAST(:shape AS geometry)), CAST(:metres AS double precision))) AS place
CROSS JOIN LATERAL to_lonlat(ST_PointOnSurface(place.geom)) AS spot (lonlat)
WHERE
    ST_DWithin(place.geom, to_metric(CAST(:shape AS geometry)), CAST(:metres AS double precision))
    AND (CAST(:within AS integer[]) IS NULL OR place.near_area_ids && CAST(:within AS integer[]))
    AND place.id IS DISTINCT FROM CAST(:except_id AS uuid)
    AND place.status <> 'rejected'
ORDER BY metres, place.name COLLATE "sv-x-icu", place.id
LIMIT 50
