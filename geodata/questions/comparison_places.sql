-- Places of the whole city that could be compared with a measure: no measure in operation during the windows
-- lies within ring metres. Events are those within impact metres in [before_first, before_end).
-- Parameters: measure_id; impact, ring (metres); before_first, before_end, after_first, after_end (days of
-- the windows, ends excluded); crime_groups, sources, precisions (lists); light (null for any).
-- Columns: id, in_sight (the asker sees the place), name, kind (null out of sight), same_kind (as the place that the
-- measure serves, else as the nearest one within impact metres), east, north (metres, a point on the place), events.
SELECT
    id,
    in_sight,
    name,
    kind,
    same_kind,
    east,
    north,
    events
FROM door.comparison_places(
    CAST(:measure_id AS uuid),
    CAST(:impact AS integer),
    CAST(:ring AS integer),
    CAST(:before_first AS date),
    CAST(:before_end AS date),
    CAST(:after_first AS date),
    CAST(:after_end AS date),
    CAST(:crime_groups AS text[]),
    CAST(:sources AS text[]),
    CAST(:precisions AS text[]),
    CAST(:light AS text)
)
