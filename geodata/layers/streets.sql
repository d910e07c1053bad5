-- Streets of a tile as the MVT layer "streets": main ones first, paths from zoom 15 on.
-- Parameters: z, x, y (tile).
-- Columns: tile (bytea, empty where nothing is). Properties: rank (1 main, 2 street, 3 path), name.
WITH ranked AS (
    SELECT
        street.name,
        street.tile_geom,
        ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer)) AS envelope,
        CASE
            WHEN street.kind ~ '^(motorway|trunk|primary|secondary|tertiary)' THEN 1
            WHEN street.kind IN ('footway', 'path', 'cycleway', 'steps', 'track', 'corridor', 'bridleway') THEN 3
            ELSE 2
        END AS rank
    FROM street
    WHERE
        street.tile_geom && ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer))
),

features AS (
    SELECT
        rank,
        name,
        ST_AsMVTGeom(tile_geom, envelope, 4096, 64, TRUE) AS geom
    FROM ranked
    WHERE rank <= CASE WHEN CAST(:z AS integer) < 13 THEN 1 WHEN CAST(:z AS integer) < 15 THEN 2 ELSE 3 END
)

SELECT ST_AsMVT(features, 'streets', 4096, 'geom') AS tile
FROM features
WHERE geom IS NOT NULL
