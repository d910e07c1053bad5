-- The staged events in squares that a border runs through, with the areas of the kinds that are not settled there:
-- area by area, so that PostGIS prepares each border once. `spot` is the row's place in staged_placed.
WITH near AS MATERIALIZED (
    SELECT
        placed.ctid AS spot,
        placed.geom,
        meeting.id,
        meeting.kind,
        meeting.whole
    FROM staged_meetings AS meeting
    INNER JOIN staged_placed AS placed
        ON
            meeting.east = placed.east
            AND meeting.north = placed.north
            AND meeting.epoch = placed.epoch
    WHERE NOT meeting.settled AND placed.area_id IS NULL
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
