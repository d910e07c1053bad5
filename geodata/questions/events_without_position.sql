-- How many events of each group the whole city has, and how many of them have no position, in no area.
-- Parameters: first_day, stop_day (dates, the latter excluded) · groups, lights (text[], null: all).
-- Columns: crime_group, events, without_position (counts).
SELECT
    crime_group,
    count(*)::integer AS events,
    (count(*) FILTER (WHERE precision = 'none'))::integer AS without_position
FROM police.incident
WHERE
    occurred_on >= CAST(:first_day AS date)
    AND occurred_on < CAST(:stop_day AS date)
    AND (CAST(:groups AS text[]) IS NULL OR crime_group = ANY(CAST(:groups AS text[])))
    AND (CAST(:lights AS text[]) IS NULL OR light = ANY(CAST(:lights AS text[])))
GROUP BY crime_group
