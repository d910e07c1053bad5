-- Areas of a tile as the MVT layer "areas": each kind as it stood on the last day of the period on which
-- areas of the kind were valid, so that abolished kinds can still be seen.
-- Parameters: z, x, y (tile) · within (integer[] of area ids, null: all) · first_day, stop_day (dates, the
-- latter excluded, null: open, to this day) · kind (text, null: all kinds).
-- Columns: tile (bytea, empty where nothing is). Feature id: area.id. Properties: kind, code, accuracy,
-- name_sv, name_en.
WITH reference AS (
    SELECT
        kind,
        (least(
            max(coalesce(valid_to, 'infinity')), coalesce(CAST(:stop_day AS date), current_date + 1)
        ) - 1)::date AS day
    FROM area
    WHERE valid_from < coalesce(CAST(:stop_day AS date), current_date + 1)
    GROUP BY kind
),

features AS (
    SELECT
        area.id,
        area.kind,
        area.code,
        area.accuracy,
        area.name_sv,
        area.name_en,
        ST_AsMVTGeom(
            area.tile_geom,
            ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer)),
            4096, 64, TRUE
        ) AS geom
    FROM area
    INNER JOIN reference ON area.kind = reference.kind
    WHERE
        area.tile_geom && ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer))
        AND reference.day >= coalesce(CAST(:first_day AS date), '-infinity')
        AND area.valid_from <= reference.day
        AND (area.valid_to IS NULL OR reference.day < area.valid_to)
        AND (CAST(:within AS integer[]) IS NULL OR area.id = ANY(CAST(:within AS integer[])))
        AND (CAST(:kind AS text) IS NULL OR area.kind = CAST(:kind AS text))
)

SELECT ST_AsMVT(features, 'areas', 4096, 'geom', 'id') AS tile
FROM features
WHERE geom IS NOT NULL
