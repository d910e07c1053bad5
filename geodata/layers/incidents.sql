-- Incidents of a tile as the MVT layer "incidents", as points, for those who may see points.
-- Parameters: z, x, y (tile) · within (integer[] of area ids, null: all) · first_day, stop_day (dates, the
-- latter excluded, null: open) · groups, lights (text[], null: all) · area_kind, area_code (text, null:
-- everywhere).
-- Columns: tile (bytea, empty where nothing is). Properties: group (code), month (year × 12 + month − 1).
WITH tile AS MATERIALIZED (
    SELECT ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer)) AS envelope
)

SELECT ST_AsMVT(features, 'incidents', 4096, 'geom') AS tile
FROM (
    SELECT
        incident.crime_group AS "group",
        incident.occurred_month AS month,
        -- Half a unit up and left: rounding then moves no point over the edge, where it is not drawn.
        ST_AsMVTGeom(ST_Translate(
            incident.tile_geom,
            (ST_XMin(tile.envelope) - ST_XMax(tile.envelope)) / 8192,
            (ST_YMax(tile.envelope) - ST_YMin(tile.envelope)) / 8192
        ), tile.envelope, 4096, 0, FALSE) AS geom
    FROM police.incident
    CROSS JOIN tile
    WHERE
        incident.tile_geom && ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer))
        AND ST_X(incident.tile_geom) < ST_XMax(tile.envelope)
        AND ST_Y(incident.tile_geom) > ST_YMin(tile.envelope)
        AND (CAST(:within AS integer[]) IS NULL OR incident.area_ids && CAST(:within AS integer[]))
        AND (CAST(:area_code AS text) IS NULL OR incident.area_ids && ARRAY(
            SELECT area.id FROM area
            WHERE area.kind = CAST(:area_kind AS text) AND area.code = CAST(:area_code AS text)
        ))
        AND incident.occurred_on >= coalesce(CAST(:first_day AS date), '-infinity')
        AND incident.occurred_on < coalesce(CAST(:stop_day AS date), 'infinity')
        AND (CAST(:groups AS text[]) IS NULL OR incident.crime_group = ANY(CAST(:groups AS text[])))
        AND (CAST(:lights AS text[]) IS NULL OR incident.light = ANY(CAST(:lights AS text[])))
) AS features
