-- The quarters of an hour in which staged events begin.
-- Column: quarter integer, 900 seconds since 1970 each.
SELECT DISTINCT CAST(floor(date_part('epoch', occurred_from) / 900) AS integer) AS quarter
FROM staged
