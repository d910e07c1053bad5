-- Places that could be compared with a measure: no measure in operation some day in [first_day, end_day)
-- lies within ring metres. Events are those within impact metres in [before_first, before_end).
-- Parameters: measure_id; impact, ring (metres); first_day, end_day, before_first, before_end (days, ends
-- excluded); crime_groups, sources, precisions (lists); light (null for any).
-- Columns: id, name, kind, same_kind (as the place that the measure serves, else as the nearest one within
-- impact metres), east, north (metres, a point on the place), events.
WITH own AS (
    SELECT place.kind
    FROM measure
    CROSS JOIN place
    LEFT JOIN measure_place ON measure.id = measure_place.measure_id AND place.id = measure_place.place_id
    WHERE
        measure.id = CAST(:measure_id AS uuid)
        AND (measure_place.place_id IS NOT NULL OR ST_DWithin(place.geom, measure.geom, CAST(:impact AS float)))
    ORDER BY measure_place.place_id IS NULL, ST_Distance(place.geom, measure.geom), place.id
    LIMIT 1
),

candidates AS (
    SELECT * FROM place
    WHERE NOT EXISTS (
        SELECT FROM measure
        WHERE
            ST_DWithin(measure.geom, place.geom, CAST(:ring AS float))
            AND measure.started_on < CAST(:end_day AS date)
            AND (measure.ended_on IS NULL OR measure.ended_on > CAST(:first_day AS date))
    )
)

SELECT
    candidates.id,
    candidates.name,
    candidates.kind,
    coalesce(candidates.kind = (SELECT own.kind FROM own), FALSE) AS same_kind,
    ST_X(ST_PointOnSurface(candidates.geom)) AS east,
    ST_Y(ST_PointOnSurface(candidates.geom)) AS north,
    count(incident.id) AS events
FROM candidates
LEFT JOIN police.incident
    ON
        ST_DWithin(incident.geom, candidates.geom, CAST(:impact AS float))
        AND incident.occurred_on >= CAST(:before_first AS date)
        AND incident.occurred_on < CAST(:before_end AS date)
        AND incident.crime_group = ANY(CAST(:crime_groups AS text[]))
        AND incident.source = ANY(CAST(:sources AS text[]))
        AND incident.precision = ANY(CAST(:precisions AS text[]))
        AND (CAST(:light AS text) IS NULL OR incident.light = CAST(:light AS text))
GROUP BY candidates.id, candidates.name, candidates.kind, candidates.geom
ORDER BY candidates.id
