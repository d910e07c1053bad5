-- Recorded events of an area by group and month; counts that the police deliver for longer than a month keep
-- their first and last month. Membership is that of the event's own day, so all versions of the area count.
-- Parameters: ids (integer[], the area's versions) · first_day, stop_day (dates, the latter excluded) · groups, lights
-- (text[], null: all; delivered counts have no light).
-- Columns: crime_group, first_month, last_month (year × 12 + month − 1, both included), events (count).
SELECT
    crime_group,
    occurred_month AS first_month,
    occurred_month AS last_month,
    count(*)::integer AS events
FROM police.incident
WHERE
    area_ids && CAST(:ids AS integer[])
    AND occurred_on >= CAST(:first_day AS date)
    AND occurred_on < CAST(:stop_day AS date)
    AND (CAST(:groups AS text[]) IS NULL OR crime_group = ANY(CAST(:groups AS text[])))
    AND (CAST(:lights AS text[]) IS NULL OR light = ANY(CAST(:lights AS text[])))
GROUP BY crime_group, occurred_month
UNION ALL
SELECT
    crime_group,
    (extract(YEAR FROM period_start) * 12 + extract(MONTH FROM period_start) - 1)::integer AS first_month,
    (extract(YEAR FROM period_end - 1) * 12 + extract(MONTH FROM period_end - 1) - 1)::integer AS last_month,
    sum(events)::integer AS events
FROM police.incident_count
WHERE
    area_ids && CAST(:ids AS integer[])
    AND period_start >= CAST(:first_day AS date)
    AND period_end <= CAST(:stop_day AS date)
    AND (CAST(:groups AS text[]) IS NULL OR crime_group = ANY(CAST(:groups AS text[])))
    AND CAST(:lights AS text[]) IS NULL
GROUP BY crime_group, first_month, last_month
