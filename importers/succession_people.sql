-- Fills in how much of the people of an ended area live in each successor that came with a batch, by the finest
-- other kind of area whose population is known in the year it ended or the latest year before; a finer area
-- that is cut counts by its ground. Left null where the finer areas cover less than 99 % of the ended one.
-- Parameters: batch_id uuid
WITH fresh AS (
    SELECT DISTINCT
        kind,
        valid_from
    FROM area
    WHERE batch_id = :batch_id
),

pairs AS (
    SELECT
        area_successor.area_id,
        area_successor.successor_id,
        ended.kind AS ended_kind,
        ended.valid_to AS ended_on,
        ended.extent_m2,
        later.kind AS later_kind,
        ST_Intersection(ended.geom, later.geom) AS taken_over
    FROM area_successor
    INNER JOIN area AS ended ON area_successor.area_id = ended.id
    INNER JOIN area AS later ON area_successor.successor_id = later.id
    INNER JOIN fresh ON later.kind = fresh.kind AND ended.valid_to = fresh.valid_from
    WHERE area_successor.share_of_area IS NOT NULL
),

known AS (
    SELECT DISTINCT ON (pairs.area_id, population.area_id)
        pairs.area_id AS ended_id,
        population.area_id AS finer_id,
        population.people,
        area_overlap.overlap_m2,
        area_overlap.share_of_other
    FROM pairs
    INNER JOIN area_overlap ON pairs.area_id = area_overlap.area_id
    INNER JOIN population ON area_overlap.other_id = population.area_id
    WHERE
        population.year <= extract(YEAR FROM pairs.ended_on)
        AND population.kind = 'night' AND population.sex = 'all' AND population.age_band = 'all'
    ORDER BY pairs.area_id ASC, population.area_id ASC, population.year DESC
),

finest AS (
    SELECT DISTINCT ON (pairs.area_id, pairs.successor_id)
        pairs.area_id,
        pairs.successor_id,
        least(1, sum(
            known.people * ST_Area(ST_Intersection(finer.geom, pairs.taken_over)) / finer.extent_m2
        ) / sum(known.people * known.share_of_other)) AS share
    FROM pairs
    INNER JOIN known ON pairs.area_id = known.ended_id
    INNER JOIN area AS finer ON known.finer_id = finer.id
    WHERE
        finer.extent_m2 < pairs.extent_m2
        AND finer.kind NOT IN (pairs.ended_kind, pairs.later_kind)
        AND daterange(finer.valid_from, finer.valid_to) @> (pairs.ended_on - 1)
    GROUP BY pairs.area_id, pairs.successor_id, pairs.extent_m2, finer.kind
    HAVING sum(known.overlap_m2) >= 0.99 * pairs.extent_m2 AND sum(known.people * known.share_of_other) > 0
    ORDER BY pairs.area_id ASC, pairs.successor_id ASC, avg(finer.extent_m2) ASC
)

UPDATE area_successor SET share_of_people = finest.share
FROM finest
WHERE area_successor.area_id = finest.area_id AND area_successor.successor_id = finest.successor_id
