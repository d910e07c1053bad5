-- Recorded events of an area by group and month; counts that the police deliver for longer than a month keep
-- their first and last month. Membership is that of the event's own day, so all versions of the area count.
-- Parameters: ids (integer[], the area's versions) · first_day, stop_day (dates, the latter excluded) · groups, lights
-- (text[], null: all; delivered counts have no light).
-- Columns: crime_group, first_month, last_month (year × 12 + month − 1, both included), events (count).
SELECT
    found.crime_group,
    found.first_month,
    found.last_month,
    found.events
FROM door.area_events(
    CAST(:ids AS integer[]), CAST(:first_day AS date), CAST(:stop_day AS date),
    CAST(:groups AS text[]), CAST(:lights AS text[])
) AS found
