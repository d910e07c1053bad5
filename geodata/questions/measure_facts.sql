-- One measure; no row where it does not exist or lies outside :within.
-- Parameters: measure_id (uuid) · within (integer[] of area ids, null: all) · initiatives_within (the same for
-- initiatives) · initiatives_shown (boolean).
-- Columns: those of the measure, its owner's and the responsible party's names, who wrote it, its initiative,
-- its mark in degrees (lon, lat, null without a position), its geometry as geojson (text, degrees, or null).
SELECT
    measure.id,
    measure.name,
    measure.type,
    measure.status,
    coalesce(measure.ended_on <= current_date, FALSE) AS has_ended,
    measure.precision,
    measure.parameters,
    measure.planned_start,
    measure.started_on,
    measure.ended_on,
    measure.temporary,
    measure.cost_sek,
    measure.note,
    measure.source,
    measure.area_ids,
    measure.version,
    measure.created_at,
    account_name(measure.created_by) AS created_by,
    measure.updated_at,
    account_name(measure.updated_by) AS updated_by,
    owner.name_sv AS owner_sv,
    owner.name_en AS owner_en,
    measure.responsible_organisation_id,
    responsible.name_sv AS responsible_sv,
    responsible.name_en AS responsible_en,
    initiative.id AS initiative_id,
    initiative.title AS initiative_title,
    initiative.status AS initiative_status,
    measure.synthetic,
    ST_X(spot.lonlat) AS lon,
    ST_Y(spot.lonlat) AS lat,
    ST_AsGeoJSON(to_lonlat(measure.geom), 6) AS geojson
FROM measure
CROSS JOIN LATERAL to_lonlat(ST_PointOnSurface(measure.geom)) AS spot (lonlat)
LEFT JOIN organisation AS owner ON measure.owner_organisation_id = owner.id
LEFT JOIN organisation AS responsible ON measure.responsible_organisation_id = responsible.id
LEFT JOIN initiative
    ON
        measure.initiative_id = initiative.id AND CAST(:initiatives_shown AS boolean) AND (
            CAST(:initiatives_within AS integer[]) IS NULL OR initiative.area_ids = '{}'
            OR initiative.area_ids && CAST(:initiatives_within AS integer[])
        )
WHERE
    measure.id = CAST(:measure_id AS uuid)
    AND (CAST(:within AS integer[]) IS NULL OR measure.near_area_ids && CAST(:within AS integer[]))
