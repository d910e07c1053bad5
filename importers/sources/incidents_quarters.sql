-- The quarters of an hour in which staged events begin (staged_daylight), with what holds for all of each: its day
-- and month, and its `epoch`: between two days on which areas begin or end, the same areas are valid. A quarter
-- that two days share is left out.
SELECT
    told.quarter,
    told.light,
    local_day(told.starts) AS day,
    local_month(told.starts) AS month,
    width_bucket(local_day(told.starts), epochs.days) AS epoch
FROM (
    SELECT
        quarter,
        light,
        to_timestamp(quarter * 900.0) AS starts
    FROM staged_daylight
) AS told
CROSS JOIN staged_epochs AS epochs
WHERE local_day(told.starts) = local_day(told.starts + interval '899.999999 seconds')
