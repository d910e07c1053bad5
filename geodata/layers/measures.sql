-- Measures of a tile as the MVT layer "measures": one mark each, lines and surfaces drawn besides, as places.
-- Parameters: z, x, y (tile) · within (integer[] of area ids, null: all) · first_day, stop_day (dates, the
-- latter excluded, null: open) · types (text[], null: all) · area_kind, area_code (text, null: everywhere) ·
-- words (a pattern for ILIKE, null: all) · family_of_type, phase_of_status (JSON objects as text).
-- Columns: tile (bytea, empty where nothing is). Properties: id (uuid), type, family, phase.
WITH asked AS MATERIALIZED (
    SELECT
        measure.id::text,
        measure.type,
        measure.tile_geom,
        ST_PointOnSurface(measure.tile_geom) AS mark,
        ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer)) AS envelope,
        CAST(:family_of_type AS jsonb) ->> measure.type AS family,
        CASE
            WHEN measure.ended_on <= current_date THEN 'ended'
            ELSE CAST(:phase_of_status AS jsonb) ->> measure.status
        END AS phase
    FROM door.measures_in(ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer))) AS measure
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
),

features AS (
    -- Half a unit up and left: rounding then never moves a mark over the tile's edge, where it is not drawn.
    SELECT -- noqa: LT09
        id, type, family, phase, ST_AsMVTGeom(ST_Translate( -- noqa: LT02
            mark, (ST_XMin(envelope) - ST_XMax(envelope)) / 8192, (ST_YMax(envelope) - ST_YMin(envelope)) / 8192
        ), envelope, 4096, 0, FALSE) AS geom
    FROM asked
    WHERE
        ST_X(mark) >= ST_XMin(envelope) AND ST_X(mark) < ST_XMax(envelope)
        AND ST_Y(mark) > ST_YMin(envelope) AND ST_Y(mark) <= ST_YMax(envelope)
    UNION ALL
    SELECT id, type, family, phase, ST_AsMVTGeom(tile_geom, envelope, 4096, 64, TRUE) -- noqa: LT09, AL03
    FROM asked
    WHERE ST_Dimension(tile_geom) > 0
)

SELECT ST_AsMVT(features, 'measures', 4096, 'geom') AS tile
FROM features
WHERE geom IS NOT NULL
