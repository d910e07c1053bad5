-- Speed measurements of a tile as the MVT layer "speed_measurements": of each site and direction the latest one
-- in the period.
-- Parameters: z, x, y (tile) · within (integer[] of area ids, null: all) · first_day, stop_day (dates, the
-- latter excluded, null: open) · area_kind, area_code (text, null: everywhere).
-- Columns: tile (bytea, empty where nothing is). Properties: id (uuid), state (over, within, unsure), limit_kmh,
-- v85_kmh, vehicles, day (text).
WITH latest AS (
    SELECT DISTINCT ON (speed_measurement.site, speed_measurement.direction)
        speed_measurement.*,
        ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer)) AS envelope
    FROM speed_measurement
    WHERE
        speed_measurement.tile_geom
        && ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer))
        AND speed_measurement.measured_from < coalesce(CAST(:stop_day AS date), 'infinity')
        AND speed_measurement.measured_to > coalesce(CAST(:first_day AS date), '-infinity')
        AND (CAST(:within AS integer[]) IS NULL OR speed_measurement.area_ids && CAST(:within AS integer[]))
        AND (CAST(:area_code AS text) IS NULL OR speed_measurement.area_ids && ARRAY(
            SELECT area.id FROM area
            WHERE area.kind = CAST(:area_kind AS text) AND area.code = CAST(:area_code AS text)
        ))
    ORDER BY
        speed_measurement.site ASC, speed_measurement.direction ASC, speed_measurement.measured_from DESC
),

features AS (
    -- Half a unit up and left: rounding then never moves a mark over the tile's edge, where it is not drawn.
    SELECT
        id::text,
        limit_kmh,
        v85_kmh,
        vehicles,
        measured_from::text AS day,
        CASE
            WHEN vehicles < 200 OR v85_kmh IS NULL OR limit_kmh IS NULL THEN 'unsure'
            WHEN v85_kmh > limit_kmh THEN 'over'
            ELSE 'within'
        END AS state,
        ST_AsMVTGeom(ST_Translate(
            tile_geom, (ST_XMin(envelope) - ST_XMax(envelope)) / 8192,
            (ST_YMax(envelope) - ST_YMin(envelope)) / 8192
        ), envelope, 4096, 0, FALSE) AS geom
    FROM latest
    WHERE
        ST_X(tile_geom) >= ST_XMin(envelope) AND ST_X(tile_geom) < ST_XMax(envelope)
        AND ST_Y(tile_geom) > ST_YMin(envelope) AND ST_Y(tile_geom) <= ST_YMax(envelope)
)

SELECT ST_AsMVT(features, 'speed_measurements', 4096, 'geom') AS tile
FROM features
WHERE geom IS NOT NULL
