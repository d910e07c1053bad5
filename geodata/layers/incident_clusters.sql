-- Incidents of a tile at low zooms as the MVT layer "incidents": counts per square of 64 × 64 in the tile.
-- Every incident is counted in exactly one square of one tile of a zoom.
-- Parameters: z, x, y (tile) · within (integer[] of area ids, null: all) · first_day, stop_day (dates, the
-- latter excluded, null: open) · groups, lights (text[], null: all) · area_kind, area_code (text, null:
-- everywhere).
-- Columns: tile (bytea, empty where nothing is). Properties: events (count); the point is the square's middle.
WITH tile AS MATERIALIZED (
    SELECT
        ST_XMin(envelope) AS west,
        ST_YMax(envelope) AS north,
        (ST_XMax(envelope) - ST_XMin(envelope)) / 64 AS side,
        envelope
    FROM (
        SELECT ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer)) AS envelope
    ) AS asked
),

counted AS (
    SELECT
        floor((ST_X(incident.tile_geom) - tile.west) / tile.side) AS square_column,
        floor((tile.north - ST_Y(incident.tile_geom)) / tile.side) AS square_row,
        count(*) AS events
    FROM police.incident
    CROSS JOIN tile
    WHERE
        incident.tile_geom && ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer))
        AND (CAST(:within AS integer[]) IS NULL OR incident.area_ids && CAST(:within AS integer[]))
        AND (CAST(:area_code AS text) IS NULL OR incident.area_ids && ARRAY(
            SELECT area.id FROM area
            WHERE area.kind = CAST(:area_kind AS text) AND area.code = CAST(:area_code AS text)
        ))
        AND incident.occurred_on >= coalesce(CAST(:first_day AS date), '-infinity')
        AND incident.occurred_on < coalesce(CAST(:stop_day AS date), 'infinity')
        AND (CAST(:groups AS text[]) IS NULL OR incident.crime_group = ANY(CAST(:groups AS text[])))
        AND (CAST(:lights AS text[]) IS NULL OR incident.light = ANY(CAST(:lights AS text[])))
    GROUP BY square_column, square_row
)

SELECT ST_AsMVT(features, 'incidents', 4096, 'geom') AS tile
FROM (
    SELECT
        counted.events,
        ST_AsMVTGeom(ST_SetSRID(ST_MakePoint(
            tile.west + (counted.square_column + 0.5) * tile.side, tile.north - (counted.square_row + 0.5) * tile.side
        ), 3857), tile.envelope, 4096, 0, FALSE) AS geom
    FROM counted CROSS JOIN tile
    -- A point on the tile's eastern or southern edge is the next tile's.
    WHERE counted.square_column < 64 AND counted.square_row < 64
) AS features
