-- The same rows as incidents_rows gives, for very many of them, with all that is derived of each: looked up by
-- quarter of an hour and by square (staged_quarters, staged_settled, staged_edges).
-- Parameters: source_code text
SELECT
    :source_code AS source,
    placed.source_key,
    placed.category,
    placed.crime_group,
    placed.occurred_from,
    placed.occurred_to,
    placed.time_precision,
    placed.day AS occurred_on,
    placed.month AS occurred_month,
    CASE
        WHEN placed.occurred_to - placed.occurred_from > interval '6 hours' THEN 'unknown'
        WHEN placed.geom IS NULL OR placed.light IS NULL
            THEN light_of(placed.occurred_from, placed.occurred_to, placed.geom)
        WHEN placed.occurred_to = placed.occurred_from OR placed.light = quarter.light THEN placed.light
        WHEN placed.light <> quarter.light THEN 'unknown'
        ELSE light_of(placed.occurred_from, placed.occurred_to, placed.geom)
    END AS light,
    placed.geom,
    to_web_mercator(placed.geom) AS tile_geom,
    placed.precision,
    placed.area_id,
    CASE
        WHEN placed.area_id IS NOT NULL THEN ARRAY[placed.area_id]
        WHEN settled.has_edge
            THEN ARRAY(SELECT id FROM unnest(settled.area_ids || edge.area_ids) AS id ORDER BY id) -- noqa: LT09
        ELSE coalesce(settled.area_ids, '{}')
    END AS area_ids
FROM staged_placed AS placed
LEFT JOIN staged_quarters AS quarter ON placed.ended = quarter.quarter
LEFT JOIN staged_settled AS settled
    ON placed.epoch = settled.epoch AND placed.east = settled.east AND placed.north = settled.north
LEFT JOIN staged_edges AS edge ON placed.ctid = edge.spot
