-- Fills in how much of the people of an ended area live in each successor, where that is still open, by the
-- finest other kind of area whose population is known in the year it ended or the latest year before; a finer
-- area that is cut counts by its ground. Left open where finer areas cover less than 99 % of the ended one.
-- Parameters: none.
WITH pairs AS (
    SELECT
        area_successor.area_id,
        area_successor.successor_id,
        ended.valid_to AS ended_on,
        ended.extent_m2,
        ARRAY[ended.kind, later.kind] AS kinds,
        ST_Intersection(ended.geom, later.geom) AS taken_over
    FROM area_successor
    INNER JOIN area AS ended ON area_successor.area_id = ended.id
    INNER JOIN area AS later ON area_successor.successor_id = later.id
    WHERE area_successor.share_of_area IS NOT NULL AND area_successor.share_of_people IS NULL
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
        AND (population.kind, population.sex, population.age_band) = ('night', 'all', 'all')
    ORDER BY pairs.area_id ASC, population.area_id ASC, population.year DESC
)

UPDATE area_successor SET share_of_people = finest.share
FROM (
    SELECT DISTINCT ON (pairs.area_id, pairs.successor_id)
        pairs.area_id,
        pairs.successor_id,
        least(
            1, sum(known.people * ST_Area(ST_Intersection(finer.geom, pairs.taken_over)) / finer.extent_m2)
            / sum(known.people * known.share_of_other)
        ) AS share
    FROM pairs
    INNER JOIN known ON pairs.area_id = known.ended_id
    INNER JOIN area AS finer ON known.finer_id = finer.id AND pairs.extent_m2 > finer.extent_m2
    WHERE finer.kind <> ALL(pairs.kinds) AND daterange(finer.valid_from, finer.valid_to) @> (pairs.ended_on - 1)
    GROUP BY pairs.area_id, pairs.successor_id, pairs.extent_m2, finer.kind
    HAVING sum(known.overlap_m2) >= 0.99 * pairs.extent_m2 AND sum(known.people * known.share_of_other) > 0
    ORDER BY pairs.area_id ASC, pairs.successor_id ASC, avg(finer.extent_m2) ASC
) AS finest
WHERE area_successor.area_id = finest.area_id AND area_successor.successor_id = finest.successor_id
