-- Places of a tile as the MVT layer "places". A place has one mark, a point in the one tile that holds it;
-- lines and surfaces are drawn besides, in every tile they meet, with the same id.
-- Parameters: z, x, y (tile) · within (integer[] of area ids, null: all) · first_day, stop_day (dates, the
-- latter excluded, null: open) · statuses, polarities (text[], null: all) · area_kind, area_code (text,
-- null: everywhere) · words (a pattern for ILIKE, null: all).
-- Columns: tile (bytea, empty where nothing is). Properties: id (uuid), kind, status, polarity.
WITH asked AS MATERIALIZED (
    SELECT
        place.id::text,
        place.kind,
        place.status,
        place.polarity,
        place.tile_geom,
        ST_PointOnSurface(place.tile_geom) AS mark,
        ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer)) AS envelope
    FROM door.places_in(ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer))) AS place
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
),

features AS (
    -- Half a unit up and left: rounding then never moves a mark over the tile's edge, where it is not drawn.
    SELECT -- noqa: LT09
        id, kind, status, polarity, ST_AsMVTGeom(ST_Translate( -- noqa: LT02
            mark, (ST_XMin(envelope) - ST_XMax(envelope)) / 8192, (ST_YMax(envelope) - ST_YMin(envelope)) / 8192
        ), envelope, 4096, 0, FALSE) AS geom
    FROM asked
    WHERE
        ST_X(mark) >= ST_XMin(envelope) AND ST_X(mark) < ST_XMax(envelope)
        AND ST_Y(mark) > ST_YMin(envelope) AND ST_Y(mark) <= ST_YMax(envelope)
    UNION ALL
    SELECT id, kind, status, polarity, ST_AsMVTGeom(tile_geom, envelope, 4096, 64, TRUE) -- noqa: LT09, AL03
    FROM asked
    WHERE ST_Dimension(tile_geom) > 0
)

SELECT ST_AsMVT(features, 'places', 4096, 'geom') AS tile
FROM features
WHERE geom IS NOT NULL
