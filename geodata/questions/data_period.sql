-- The first and the last day with recorded events, delivered counts included.
-- Parameters: none.
-- Columns: first_day, last_day (dates, both included; null without events).
SELECT
    covered.first_day,
    covered.last_day
FROM door.data_period() AS covered
