-- How many other measures within ring metres were in operation some day from the first window's beginning to the
-- second one's end, whether the asker sees them or not.
-- Parameters: measure_id; impact, ring (metres); before_first, before_end, after_first, after_end (days of
-- the windows, ends excluded).
-- Column: measures.
SELECT door.evaluation_neighbours(
    CAST(:measure_id AS uuid),
    CAST(:impact AS integer),
    CAST(:ring AS integer),
    CAST(:before_first AS date),
    CAST(:before_end AS date),
    CAST(:after_first AS date),
    CAST(:after_end AS date)
) AS measures
