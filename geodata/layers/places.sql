-- Places of a tile as the MVT layer "places". A place has one mark, a point in the one tile that holds it;
-- lines and surfaces are drawn besides, in every tile they meet, with the same id.
-- Parameters: z, x, y (tile) · within (integer[] of area ids, null: all) · first_day, stop_day (dates, the
-- latter excluded, null: open) · statuses, polarities (text[], null: all) · area_kind, area_code (text,
-- null: everywhere) · words (a pattern for ILIKE, null: all).
-- Columns: tile (bytea, empty where nothing is). Properties: id (uuid), kind, status, polarity.
WITH asked AS MATERIALIZED (
    SELECT
        place.id,
        place.kind,
        place.status,
        place.polarity,
        place.tile_geom,
        ST_PointOnSurface(place.tile_geom) AS mark,
        ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer)) AS envelope
    FROM place
    WHERE
        place.tile_geom && ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer))
        AND (CAST(:within AS integer[]) IS NULL OR place.area_ids && CAST(:within AS integer[]))
        AND (CAST(:area_code AS text) IS NULL OR place.area_ids && ARRAY(
            SELECT area.id FROM area WHERE area.kind = CAST(:area_kind AS text) AND area.code = CAST(:area_code AS text)
        ))
        AND place.reported_on < coalesce(CAST(:stop_day AS date), 'infinity')
        AND coalesce(place.archived_on, 'infinity') > coalesce(CAST(:first_day AS date), '-infinity')
        AND (CAST(:statuses AS text[]) IS NULL OR place.status = ANY(CAST(:statuses AS text[])))
        AND (CAST(:polarities AS text[]) IS NULL OR place.polarity = ANY(CAST(:polarities AS text[])))
        AND (CAST(:words AS text) IS NULL OR place.name || ' ' || place.description ILIKE CAST(:words AS text))
),

features AS (
    -- Half a unit up and left: rounding then never moves a mark over the tile's edge, where it is not drawn.
    SELECT asked.id, asked.kind, asked.status, asked.polarity, ST_AsMVTGeom(
        asked.mark,
        ST_Translate(asked.envelope, edge.unit / 2, -edge.unit / 2),
        4096, 0, false
    ) AS geom
    FROM asked
    CROSS JOIN LATERAL (SELECT (ST_XMax(asked.envelope) - ST_XMin(asked.envelope)) / 4096 AS unit) AS edge
    WHERE
        ST_X(asked.mark) >= ST_XMin(asked.envelope) AND ST_X(asked.mark) < ST_XMax(asked.envelope)
        AND ST_Y(asked.mark) > ST_YMin(asked.envelope) AND ST_Y(asked.mark) <= ST_YMax(asked.envelope)
    UNION ALL
    SELECT id, kind, status, polarity, ST_AsMVTGeom(tile_geom, envelope, 4096, 64, true) AS geom
    FROM asked
    WHERE ST_Dimension(tile_geom) > 0
)

SELECT ST_AsMVT(features, 'places', 4096, 'geom') AS tile
FROM (SELECT id::text, kind, status, polarity, geom FROM features WHERE geom IS NOT NULL) AS features
