-- One place; no row where it does not exist or lies outside :within.
-- Parameters: place_id (uuid) · within (integer[] of area ids, null: all).
-- Columns: those of the place, its owner's name, who wrote it, its mark in degrees (lon, lat), its geometry as
-- geojson (text, degrees) and as shape (EWKB, the city's metres).
SELECT
    place.id,
    place.name,
    place.kind,
    place.polarity,
    place.status,
    place.precision,
    place.description,
    place.reported_on,
    place.archived_on,
    place.source,
    place.area_ids,
    place.version,
    place.created_at,
    account_name(place.created_by) AS created_by,
    place.updated_at,
    account_name(place.updated_by) AS updated_by,
    organisation.name_sv AS owner_sv,
    organisation.name_en AS owner_en,
    place.synthetic,
    ST_X(spot.lonlat) AS lon,
    ST_Y(spot.lonlat) AS lat,
    ST_AsGeoJSON(to_lonlat(place.geom), 6) AS geojson,
    place.geom::text AS shape
FROM place
CROSS JOIN LATERAL to_lonlat(ST_PointOnSurface(place.geom)) AS spot (lonlat)
LEFT JOIN organisation ON place.owner_organisation_id = organisation.id
WHERE
    place.id = CAST(:place_id AS uuid)
    AND (CAST(:within AS integer[]) IS NULL OR place.near_area_ids && CAST(:within AS integer[]))
