-- Places that could be compared with measure_id: none of the measures in operation some day in
-- [first_day, end_day) lies within ring metres. Events are those within impact metres in
-- [before_first, before_end). same_kind: of the kind of the place that the measure serves, else of the
-- nearest place within impact metres. east and north are metres of a point on the place.
WITH chosen AS (
    SELECT
        measure.geom,
        coalesce(
            (
                SELECT place.kind FROM measure_place INNER JOIN place ON measure_place.place_id = place.id
                WHERE measure_place.measure_id = measure.id
                ORDER BY ST_Distance(place.geom, measure.geom), place.id
                LIMIT 1
            ),
            (
                SELECT place.kind FROM place
                WHERE ST_DWithin(place.geom, measure.geom, CAST(:impact AS float))
                ORDER BY ST_Distance(place.geom, measure.geom), place.id
                LIMIT 1
            )
        ) AS kind
    FROM measure
    WHERE measure.id = CAST(:measure_id AS uuid)
),

candidates AS (
    SELECT
        place.id,
        place.name,
        place.kind,
        place.geom,
        coalesce(place.kind = chosen.kind, false) AS same_kind
    FROM place, chosen
    WHERE NOT EXISTS (
        SELECT FROM measure
        WHERE
            ST_DWithin(measure.geom, place.geom, CAST(:ring AS float))
            AND measure.started_on < CAST(:end_day AS date)
            AND (measure.ended_on IS null OR measure.ended_on > CAST(:first_day AS date))
    )
)

SELECT
    candidates.id,
    candidates.name,
    candidates.kind,
    candidates.same_kind,
    ST_X(ST_PointOnSurface(candidates.geom)) AS east,
    ST_Y(ST_PointOnSurface(candidates.geom)) AS north,
    count(incident.id) AS events
FROM candidates
LEFT JOIN incident
    ON
        ST_DWithin(incident.geom, candidates.geom, CAST(:impact AS float))
        AND incident.occurred_on >= CAST(:before_first AS date)
        AND incident.occurred_on < CAST(:before_end AS date)
        AND incident.crime_group = ANY(CAST(:crime_groups AS text[]))
        AND incident.source = ANY(CAST(:sources AS text[]))
        AND incident.precision = ANY(CAST(:precisions AS text[]))
        AND (CAST(:light AS text) IS null OR incident.light = CAST(:light AS text))
GROUP BY candidates.id, candidates.name, candidates.kind, candidates.same_kind, candidates.geom
ORDER BY candidates.id
