-- What the counts of a file add up to (for the sender's control total), and the days they span.
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'events', sum(events),
        'first_day', min(period_start),
        'last_day', max(period_end) - 1
    ) AS quality
FROM staged
