-- What no buffer can hold, in the whole city: per crime group the events of both windows, how many of them
-- have no position and how many are known by area only.
-- Parameters: measure_id; impact, ring (metres); before_first, before_end, after_first, after_end (days of
-- the windows, ends excluded); crime_groups, sources, precisions (lists; those precise enough).
-- Columns: crime_group, events, without_position, too_coarse.
SELECT
    crime_group,
    events,
    without_position,
    too_coarse
FROM door.evaluation_left_out(
    CAST(:measure_id AS uuid),
    CAST(:impact AS integer),
    CAST(:ring AS integer),
    CAST(:before_first AS date),
    CAST(:before_end AS date),
    CAST(:after_first AS date),
    CAST(:after_end AS date),
    CAST(:crime_groups AS text[]),
    CAST(:sources AS text[]),
    CAST(:precisions AS text[])
)
