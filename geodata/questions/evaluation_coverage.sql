-- Which months each source of incidents covers. One row per source and month (year x 12 + month - 1):
-- first and last day with a record, number of records. No parameters.
SELECT
    source,
    occurred_month,
    min(occurred_on) AS first_day,
    greatest(max(occurred_on), local_day(max(occurred_to) - INTERVAL '1 microsecond')) AS last_day,
    count(*) AS events
FROM police.incident
GROUP BY source, occurred_month
