-- How many events of each group the whole city has, and how many of them have no position, in no area.
-- Parameters: first_day, stop_day (dates, the latter excluded) · groups, lights (text[], null: all).
-- Columns: crime_group, events, without_position (counts).
SELECT
    found.crime_group,
    found.events,
    found.without_position
FROM door.events_without_position(
    CAST(:first_day AS date), CAST(:stop_day AS date), CAST(:groups AS text[]), CAST(:lights AS text[])
) AS found
