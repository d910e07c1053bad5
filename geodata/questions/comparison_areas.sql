-- Areas that could be compared with measure_id, valid on first_day, of the kind that is smallest on average:
-- their events in [before_first, before_end). surrounds: the area holds a part of the measure; beyond: it
-- lies farther than ring metres from it.
WITH chosen AS (
    SELECT geom FROM measure
    WHERE id = CAST(:measure_id AS uuid)
),

valid AS (
    SELECT * FROM area
    WHERE
        valid_from <= CAST(:first_day AS date)
        AND (valid_to IS NULL OR valid_to > CAST(:first_day AS date))
),

smallest AS (
    SELECT kind FROM valid
    GROUP BY kind
    HAVING count(*) > 1
    ORDER BY avg(extent_m2), kind
    LIMIT 1
),

events AS (
    SELECT
        inside.area_id,
        count(*) AS events
    FROM incident, unnest(incident.area_ids) AS inside (area_id)
    WHERE
        incident.occurred_on >= CAST(:before_first AS date)
        AND incident.occurred_on < CAST(:before_end AS date)
        AND incident.crime_group = ANY(CAST(:crime_groups AS text[]))
        AND incident.source = ANY(CAST(:sources AS text[]))
        AND incident.precision = ANY(CAST(:precisions AS text[]))
        AND (CAST(:light AS text) IS NULL OR incident.light = CAST(:light AS text))
    GROUP BY inside.area_id
)

SELECT
    valid.id,
    valid.kind,
    valid.code,
    valid.name_sv,
    valid.name_en,
    ST_Intersects(valid.geom, chosen.geom) AS surrounds,
    NOT ST_DWithin(valid.geom, chosen.geom, CAST(:ring AS float)) AS beyond,
    coalesce(events.events, 0) AS events
FROM chosen
CROSS JOIN smallest
INNER JOIN valid ON smallest.kind = valid.kind
LEFT JOIN events ON valid.id = events.area_id
ORDER BY valid.id
