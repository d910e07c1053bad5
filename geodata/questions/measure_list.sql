-- Measures by name, as the map's layer "measures" draws them (geodata/layers/measures.sql has the same
-- conditions); those without a position too, where no part of the map is asked for.
-- Parameters: within (integer[] of area ids, null: all) · first_day, stop_day (dates, the latter excluded, null:
-- open) · types (text[], null: all) · area_kind, area_code (text, null: everywhere) · words (a pattern for
-- ILIKE, null: all) · west, south, east, north (degrees, null: everywhere) · initiative_id (uuid, null: all) ·
-- row_limit, row_offset.
-- Columns: id, name, type, status, has_ended, lon, lat (degrees or null), planned_start, started_on, ended_on,
-- synthetic, metres (null here), serves (null here), total (rows without the limit).
SELECT
    measure.id,
    measure.name,
    measure.type,
    measure.status,
    coalesce(measure.ended_on <= current_date, FALSE) AS has_ended,
    ST_X(spot.lonlat) AS lon,
    ST_Y(spot.lonlat) AS lat,
    measure.planned_start,
    measure.started_on,
    measure.ended_on,
    measure.synthetic,
    CAST(NULL AS double precision) AS metres,
    CAST(NULL AS boolean) AS serves,
    count(*) OVER () AS total
FROM
    door.measures_in(ST_MakeEnvelope(
        CAST(:west AS double precision), CAST(:south AS double precision),
        CAST(:east AS double precision), CAST(:north AS double precision), 4326
    )) AS measure
CROSS JOIN LATERAL to_lonlat(ST_PointOnSurface(measure.geom)) AS spot (lonlat)
WHERE
    (CAST(:within AS integer[]) IS NULL OR measure.near_area_ids && CAST(:within AS integer[]))
    AND (CAST(:area_code AS text) IS NULL OR measure.area_ids && ARRAY(
        SELECT area.id FROM area
        WHERE area.kind = CAST(:area_kind AS text) AND area.code = CAST(:area_code AS text)
    ))
    AND first_day_of_measure(measure.started_on, measure.planned_start, measure.created_at)
    < coalesce(CAST(:stop_day AS date), 'infinity')
    AND coalesce(measure.ended_on, 'infinity') > coalesce(CAST(:first_day AS date), '-infinity')
    AND (CAST(:types AS text[]) IS NULL OR measure.type = ANY(CAST(:types AS text[])))
    AND (CAST(:words AS text) IS NULL OR measure.name || ' ' || measure.note ILIKE CAST(:words AS text))
    AND (CAST(:west AS double precision) IS NULL OR ST_Intersects(measure.tile_geom, to_web_mercator(
        ST_MakeEnvelope(
            CAST(:west AS double precision), CAST(:south AS double precision),
            CAST(:east AS double precision), CAST(:north AS double precision), 4326
        )
    )))
    AND (CAST(:initiative_id AS uuid) IS NULL OR measure.initiative_id = CAST(:initiative_id AS uuid))
ORDER BY measure.name COLLATE "sv-x-icu", measure.id
LIMIT CAST(:row_limit AS integer) OFFSET CAST(:row_offset AS integer)
