-- Events per zone, part and month in [history_start, after_end). An event on a shared edge belongs to the first zone
-- that holds it, so it counts once. An event that may have happened before as well as after one of the windows'
-- borders is straddling.
-- Parameters: measure_id; impact, ring (metres); before_first, before_end, after_first, after_end (days of
-- the windows, ends excluded); place_ids, area_ids (lists: what is compared with); history_start (first of a
-- month); crime_groups, proactive_groups, sources, precisions (lists); light (null for any).
-- Columns: zone and part as in evaluation_zones; month (year x 12 + month - 1); events; of the others, with the
-- right group and place: straddling, and unknown_light where light is asked for; of the events: unknown_hour and
-- proactive.
SELECT
    zone,
    part,
    month,
    events,
    straddling,
    unknown_light,
    unknown_hour,
    proactive
FROM door.evaluation_counts(
    CAST(:measure_id AS uuid),
    CAST(:impact AS integer),
    CAST(:ring AS integer),
    CAST(:before_first AS date),
    CAST(:before_end AS date),
    CAST(:after_first AS date),
    CAST(:after_end AS date),
    CAST(:place_ids AS uuid[]),
    CAST(:area_ids AS integer[]),
    CAST(:history_start AS date),
    CAST(:crime_groups AS text[]),
    CAST(:proactive_groups AS text[]),
    CAST(:sources AS text[]),
    CAST(:precisions AS text[]),
    CAST(:light AS text)
)
