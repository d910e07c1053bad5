-- Incidents of a tile as the MVT layer "incident_cells": whole square cells of the city's metric grid, the
-- same at every zoom; a cell that a tile's edge cuts has its full count in both tiles. A cell is in the asked
-- area when its middle is: cells cut by borders could be subtracted from each other.
-- Parameters: z, x, y (tile) · cell_metres (side of a cell) · k (counts below it have no number) · within
-- (integer[] of area ids, null: all) · first_day, stop_day (dates, the latter excluded, null: open) · groups,
-- lights (text[], null: all; police's own counts have no light) · area_kind, area_code (text, null: everywhere).
-- Columns: tile (bytea). Feature id: of the cell. Properties: events (count) or hidden = "yes".
WITH ground AS MATERIALIZED ( -- the tile in metres, with a margin for its bent edges, out to whole cells
    SELECT
        CAST(:cell_metres AS double precision) AS side,
        ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer)) AS envelope,
        ST_SnapToGrid(ST_Expand(to_metric(
            ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer), margin => 0.1)
        ), 1.5 * CAST(:cell_metres AS double precision)), CAST(:cell_metres AS double precision)) AS cells
),

event AS (
    SELECT geom AS spot, 1 AS events, crime_group, area_ids, light, occurred_on AS start, occurred_on + 1 AS stop -- noqa: LT09, LT05
    FROM police.incident
    WHERE
        geom && ST_Expand(to_metric( -- about the ground, as a constant whose size the planner knows
            ST_TileEnvelope(CAST(:z AS integer), CAST(:x AS integer), CAST(:y AS integer), margin => 0.1)
        ), 2.5 * CAST(:cell_metres AS double precision))
    UNION ALL
    SELECT cell_centre, events, crime_group, area_ids, NULL, period_start, period_end -- noqa: LT09, AL03
    FROM police.incident_count INNER JOIN ground ON cell_centre && cells AND cell_metres <= side
),

cell AS (
    SELECT floor(ST_X(spot) / side) AS east, floor(ST_Y(spot) / side) AS north, sum(events)::integer AS events -- noqa: LT09, LT05
    FROM event INNER JOIN ground ON spot && cells AND ST_X(spot) < ST_XMax(cells) AND ST_Y(spot) < ST_YMax(cells)
    WHERE
        start >= coalesce(CAST(:first_day AS date), '-infinity')
        AND start < coalesce(CAST(:stop_day AS date), 'infinity')
        AND stop <= coalesce(CAST(:stop_day AS date), 'infinity')
        AND (CAST(:within AS integer[]) IS NULL OR area_ids && CAST(:within AS integer[]))
        AND (CAST(:groups AS text[]) IS NULL OR crime_group = ANY(CAST(:groups AS text[])))
        AND (CAST(:lights AS text[]) IS NULL OR light = ANY(CAST(:lights AS text[])))
    GROUP BY 1, 2
)

SELECT ST_AsMVT(features, 'incident_cells', 4096, 'geom', 'id') AS tile
FROM (
    SELECT
        ((east + 1048576) * 2097152 + north + 1048576)::bigint AS id,
        CASE WHEN events >= CAST(:k AS integer) THEN events END AS events,
        CASE WHEN events < CAST(:k AS integer) THEN 'yes' END AS hidden,
        ST_AsMVTGeom(to_web_mercator(
            ST_MakeEnvelope(east * side, north * side, (east + 1) * side, (north + 1) * side, metric_srid())
        ), envelope, 4096, 64, TRUE) AS geom
    FROM cell CROSS JOIN ground
    WHERE events > 0 AND (CAST(:area_code AS text) IS NULL OR EXISTS (
        SELECT FROM area -- noqa: RF03
        WHERE area.kind = CAST(:area_kind AS text) AND area.code = CAST(:area_code AS text) AND ST_Intersects(
            area.geom, ST_SetSRID(ST_MakePoint((east + 0.5) * side, (north + 0.5) * side), metric_srid()) -- noqa: RF03
        )
    ))
) AS features
WHERE geom IS NOT NULL
