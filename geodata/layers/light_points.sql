-- Street lights of a tile as the MVT layer "light_points", each as it was on the last day of the period.
-- Parameters: z, x, y (tile) · within (integer[] of area ids, null: all) · stop_day (date, excluded, null: to
-- this day) · area_kind, area_code (text, null: everywhere).
-- Columns: tile (bytea, empty where nothing is). Properties: id (uuid), lamp (code, missing where unknown),
-- watt, state (lit, out).
WITH stood AS (
    SELECT
        light_point.*,
        ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer)) AS envelope,
        coalesce(CAST(:stop_day AS date), current_date + 1) - 1 AS day
    FROM light_point
    WHERE
        light_point.tile_geom
        && ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer))
        AND (CAST(:within AS integer[]) IS NULL OR light_point.area_ids && CAST(:within AS integer[]))
        AND (CAST(:area_code AS text) IS NULL OR light_point.area_ids && ARRAY(
            SELECT area.id FROM area
            WHERE area.kind = CAST(:area_kind AS text) AND area.code = CAST(:area_code AS text)
        ))
),

features AS (
    -- Half a unit up and left: rounding then never moves a mark over the tile's edge, where it is not drawn.
    SELECT
        id::text,
        CASE WHEN changed_on > day THEN lamp_before ELSE lamp END AS lamp,
        CASE WHEN changed_on > day THEN watt_before ELSE watt END AS watt,
        CASE WHEN status = 'out' AND coalesce(status_on <= day, TRUE) THEN 'out' ELSE 'lit' END AS state,
        ST_AsMVTGeom(ST_Translate(
            tile_geom, (ST_XMin(envelope) - ST_XMax(envelope)) / 8192,
            (ST_YMax(envelope) - ST_YMin(envelope)) / 8192
        ), envelope, 4096, 0, FALSE) AS geom
    FROM stood
    WHERE
        coalesce(lit_on <= day, TRUE)
        AND NOT (status = 'removed' AND coalesce(status_on <= day, TRUE))
        AND ST_X(tile_geom) >= ST_XMin(envelope) AND ST_X(tile_geom) < ST_XMax(envelope)
        AND ST_Y(tile_geom) > ST_YMin(envelope) AND ST_Y(tile_geom) <= ST_YMax(envelope)
)

SELECT ST_AsMVT(features, 'light_points', 4096, 'geom') AS tile
FROM features
WHERE geom IS NOT NULL
