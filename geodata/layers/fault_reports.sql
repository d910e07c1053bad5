-- Reported faults of a tile as the MVT layer "fault_reports": those that were open some day in the period.
-- Parameters: z, x, y (tile) · within (integer[] of area ids, null: all) · first_day, stop_day (dates, the
-- latter excluded, null: open) · area_kind, area_code (text, null: everywhere).
-- Columns: tile (bytea, empty where nothing is). Properties: id (uuid), fault (code), day (text), state (open,
-- fixed).
WITH asked AS (
    SELECT
        fault.*,
        ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer)) AS envelope
    FROM door.faults_in(ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer))) AS fault
    WHERE
        fault.status <> 'rejected'
        AND fault.reported_on < coalesce(CAST(:stop_day AS date), 'infinity')
        AND coalesce(fault.fixed_on, 'infinity') > coalesce(CAST(:first_day AS date), '-infinity')
        AND (CAST(:within AS integer[]) IS NULL OR fault.area_ids && CAST(:within AS integer[]))
        AND (CAST(:area_code AS text) IS NULL OR fault.area_ids && ARRAY(
            SELECT area.id FROM area
            WHERE area.kind = CAST(:area_kind AS text) AND area.code = CAST(:area_code AS text)
        ))
),

features AS (
    -- Half a unit up and left: rounding then never moves a mark over the tile's edge, where it is not drawn.
    SELECT
        id::text,
        kind AS fault,
        reported_on::text AS day,
        CASE
            WHEN fixed_on < coalesce(CAST(:stop_day AS date), 'infinity') OR fixed_on IS NULL AND status = 'fixed'
                THEN 'fixed'
            ELSE 'open'
        END AS state,
        ST_AsMVTGeom(ST_Translate(
            tile_geom, (ST_XMin(envelope) - ST_XMax(envelope)) / 8192,
            (ST_YMax(envelope) - ST_YMin(envelope)) / 8192
        ), envelope, 4096, 0, FALSE) AS geom
    FROM asked
    WHERE
        ST_X(tile_geom) >= ST_XMin(envelope) AND ST_X(tile_geom) < ST_XMax(envelope)
        AND ST_Y(tile_geom) > ST_YMin(envelope) AND ST_Y(tile_geom) <= ST_YMax(envelope)
)

SELECT ST_AsMVT(features, 'fault_reports', 4096, 'geom') AS tile
FROM features
WHERE geom IS NOT NULL
