-- Which months each source of incidents covers. One row per source and month (year x 12 + month - 1):
-- first and last day with a record, number of records. No parameters.
SELECT
    source,
    occurred_month,
    first_day,
    last_day,
    events
FROM door.evaluation_coverage()
