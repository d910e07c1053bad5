-- The first and the last day with recorded events, delivered counts included.
-- Parameters: none.
-- Columns: first_day, last_day (dates, both included; null without events).
SELECT
    least(
        (SELECT min(occurred_on) FROM police.incident), (SELECT min(period_start) FROM police.incident_count)
    ) AS first_day,
    greatest(
        (SELECT max(occurred_on) FROM police.incident), (SELECT max(period_end) - 1 FROM police.incident_count)
    ) AS last_day
