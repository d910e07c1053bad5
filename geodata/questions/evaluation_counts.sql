-- Events per zone, part and month in [first_day, end_day). An event on a shared edge belongs to the first zone
-- that holds it, so it counts once. An event that may have happened before as well as after one of the
-- borders is straddling.
-- Parameters: zones, parts, shapes (hex EWKB; three lists of one length); first_day, end_day; borders (days);
-- crime_groups, proactive_groups, sources, precisions (lists); light (null for any).
-- Columns: zone, part, month, events; of the others, with the right group and place: straddling, and
-- unknown_light where light is asked for; of the events: unknown_hour and proactive.
WITH zones AS MATERIALIZED (
    -- In pieces of few corners, so that the index sorts out nearly everything before a shape is looked at.
    SELECT
        zone,
        part,
        place_in_list,
        ST_Subdivide(CAST(shape AS geometry), 32) AS shape
    FROM
        unnest(CAST(:zones AS text[]), CAST(:parts AS text[]), CAST(:shapes AS text[]))
        WITH ORDINALITY AS given (zone, part, shape, place_in_list)
),

placed AS (
    SELECT DISTINCT ON (incident.id)
        zones.zone,
        zones.part,
        incident.occurred_month,
        incident.time_precision IN ('day', 'month') AS unknown_hour,
        incident.crime_group = ANY(CAST(:proactive_groups AS text[])) AS proactive,
        CAST(:light AS text) IS NULL OR incident.light = CAST(:light AS text) AS in_light,
        CAST(:light AS text) IS NOT NULL AND incident.light = 'unknown' AS unknown_light,
        (
            SELECT bool_or(tstzrange(incident.occurred_from, incident.occurred_to, '()') @> start_of_day(border))
            FROM unnest(CAST(:borders AS date[])) AS border
        ) AS straddling
    FROM zones
    INNER JOIN police.incident ON ST_Intersects(zones.shape, incident.geom)
    WHERE
        incident.occurred_on >= CAST(:first_day AS date)
        AND incident.occurred_on < CAST(:end_day AS date)
        AND incident.crime_group = ANY(CAST(:crime_groups AS text[]))
        AND incident.source = ANY(CAST(:sources AS text[]))
        AND incident.precision = ANY(CAST(:precisions AS text[]))
    ORDER BY incident.id, zones.place_in_list
)

SELECT
    zone,
    part,
    occurred_month AS month,
    count(*) FILTER (WHERE NOT straddling AND in_light) AS events,
    count(*) FILTER (WHERE straddling) AS straddling,
    count(*) FILTER (WHERE NOT straddling AND unknown_light) AS unknown_light,
    count(*) FILTER (WHERE NOT straddling AND in_light AND unknown_hour) AS unknown_hour,
    count(*) FILTER (WHERE NOT straddling AND in_light AND proactive) AS proactive
FROM placed
GROUP BY zone, part, occurred_month
