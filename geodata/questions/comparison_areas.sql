-- Areas that could be compared with a measure, valid on first_day, of the kind that is smallest on average,
-- with their events in [before_first, before_end).
-- Parameters: measure_id; ring (metres); first_day, before_first, before_end (days); crime_groups, sources,
-- precisions (lists); light (null for any).
-- Columns: id, kind, code, name_sv, name_en, surrounds (the area holds a part of the measure), beyond (it lies
-- farther than ring metres from it), events.
WITH valid AS (
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

counted AS (
    SELECT
        inside.area_id,
        count(*) AS events
    FROM police.incident, unnest(incident.area_ids) AS inside (area_id)
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
    ST_Intersects(valid.geom, measure.geom) AS surrounds,
    NOT ST_DWithin(valid.geom, measure.geom, CAST(:ring AS float)) AS beyond,
    coalesce(counted.events, 0) AS events
FROM smallest
INNER JOIN valid ON smallest.kind = valid.kind
INNER JOIN measure ON measure.id = CAST(:measure_id AS uuid)
LEFT JOIN counted ON valid.id = counted.area_id
ORDER BY valid.id
