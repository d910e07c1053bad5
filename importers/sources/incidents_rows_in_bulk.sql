-- The same rows as incidents_rows gives, for very many of them, with all that is derived of each; the staged events
-- are looked up by quarter of an hour and by square (staged_moments, staged_settled, staged_edges). Neighbours
-- come to lie side by side.
-- Parameters: source_code text
SELECT
    :source_code AS source,
    placed.source_key,
    placed.category,
    placed.crime_group,
    placed.occurred_from,
    placed.occurred_to,
    placed.time_precision,
    coalesce(began.day, local_day(placed.occurred_from)) AS occurred_on,
    coalesce(began.month, local_month(placed.occurred_from)) AS occurred_month,
    CASE
        WHEN placed.occurred_to - placed.occurred_from > interval '6 hours' THEN 'unknown'
        WHEN placed.geom IS NULL OR began.light IS NULL
            THEN light_of(placed.occurred_from, placed.occurred_to, placed.geom)
        WHEN placed.occurred_to = placed.occurred_from OR began.light = ended.light THEN began.light
        WHEN began.light <> ended.light THEN 'unknown'
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
FROM (
    SELECT
        staged.*,
        staged.ctid AS spot,
        to_metric(staged.shape) AS geom,
        width_bucket(local_day(staged.occurred_from), epochs.days) AS epoch
    FROM staged
    CROSS JOIN staged_epochs AS epochs
    ORDER BY geom
) AS placed
LEFT JOIN staged_moments AS began
    ON began.quarter = CAST(floor(date_part('epoch', placed.occurred_from) / 900) AS integer)
LEFT JOIN staged_moments AS ended
    ON ended.quarter = CAST(floor(date_part('epoch', placed.occurred_to) / 900) AS integer)
LEFT JOIN staged_settled AS settled
    ON
        placed.epoch = settled.epoch
        AND settled.east = CAST(floor(ST_X(placed.geom) / 100) AS integer)
        AND settled.north = CAST(floor(ST_Y(placed.geom) / 100) AS integer)
LEFT JOIN staged_edges AS edge ON placed.spot = edge.spot
