-- Places by name, as the map's layer "places" draws them (geodata/layers/places.sql has the same conditions).
-- Parameters: within (integer[] of area ids, null: all) · first_day, stop_day (dates, the latter excluded, null:
-- open) · statuses, polarities (text[], null: all) · area_kind, area_code (text, null: everywhere) · words (a
-- pattern for ILIKE, null: all) · west, south, east, north (degrees, null: everywhere) · initiative_id,
-- measure_id (uuid, null: all) · row_limit, row_offset.
-- Columns: id, name, kind, status, polarity, lon, lat (degrees), reported_on, archived_on, synthetic, metres
-- (null here), total (rows without the limit).
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
    CAST(NULL AS double precision) AS metres,
    count(*) OVER () AS total
FROM
    door.places_in(ST_MakeEnvelope(
        CAST(:west AS double precision), CAST(:south AS double precision),
        CAST(:east AS double precision), CAST(:north AS double precision), 4326
    )) AS place
CROSS JOIN LATERAL to_lonlat(ST_PointOnSurface(place.geom)) AS spot (lonlat)
WHERE
    (CAST(:within AS integer[]) IS NULL OR place.near_area_ids && CAST(:within AS integer[]))
    AND (CAST(:area_code AS text) IS NULL OR place.area_ids && ARRAY(
        SELECT area.id FROM area
        WHERE area.kind = CAST(:area_kind AS text) AND area.code = CAST(:area_code AS text)
    ))
    AND place.reported_on < coalesce(CAST(:stop_day AS date), 'infinity')
    AND coalesce(place.archived_on, 'infinity') > coalesce(CAST(:first_day AS date), '-infinity')
    AND (CAST(:statuses AS text[]) IS NULL OR place.status = ANY(CAST(:statuses AS text[])))
    AND (CAST(:polarities AS text[]) IS NULL OR place.polarity = ANY(CAST(:polarities AS text[])))
    AND (CAST(:words AS text) IS NULL OR place.name || ' ' || place.description ILIKE CAST(:words AS text))
    AND (CAST(:west AS double precision) IS NULL OR ST_Intersects(place.tile_geom, to_web_mercator(
        ST_MakeEnvelope(
            CAST(:west AS double precision), CAST(:south AS double precision),
            CAST(:east AS double precision), CAST(:north AS double precision), 4326
        )
    )))
    AND (CAST(:initiative_id AS uuid) IS NULL OR place.id IN (
        SELECT place_id FROM initiative_place
        WHERE initiative_id = CAST(:initiative_id AS uuid)
    ))
    AND (CAST(:measure_id AS uuid) IS NULL OR place.id IN (
        SELECT place_id FROM measure_place
        WHERE measure_id = CAST(:measure_id AS uuid)
    ))
ORDER BY place.name COLLATE "sv-x-icu", place.id
LIMIT CAST(:row_limit AS integer) OFFSET CAST(:row_offset AS integer)
