-- The staged events in squares that a border runs through, with the areas of the kinds that are not settled there:
-- area by area, so that PostGIS prepares each border once. `spot` is the row's place in the staged table.
WITH placed AS MATERIALIZED (
    SELECT
        staged.ctid AS spot,
        staged.occurred_from,
        to_metric(staged.shape) AS geom
    FROM staged
    WHERE staged.shape IS NOT NULL AND staged.area_id IS NULL
),

near AS MATERIALIZED (
    SELECT
        placed.spot,
        placed.geom,
        meeting.id,
        meeting.kind,
        meeting.whole
    FROM placed
    CROSS JOIN staged_epochs AS epochs
    INNER JOIN staged_meetings AS meeting
        ON
            meeting.east = CAST(floor(ST_X(placed.geom) / 100) AS integer)
            AND meeting.north = CAST(floor(ST_Y(placed.geom) / 100) AS integer)
            AND meeting.epoch = width_bucket(local_day(placed.occurred_from), epochs.days)
    WHERE NOT meeting.settled
    ORDER BY meeting.id
),

met AS (
    SELECT DISTINCT ON (near.spot, near.kind)
        near.spot,
        near.id
    FROM near INNER JOIN area ON near.id = area.id
    WHERE near.whole OR ST_Intersects(area.geom, near.geom)
    ORDER BY near.spot, near.kind, near.id
)

SELECT
    spot,
    array_agg(id) AS area_ids
FROM met
GROUP BY spot
