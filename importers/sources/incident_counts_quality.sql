-- What the counts of a file add up to, how many are withheld, and the days they span.
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'events', coalesce(sum(events), 0),
        'withheld', count(*) FILTER (WHERE events IS NULL),
        'first_day', min(period_start),
        'last_day', max(period_end) - 1
    ) AS quality
FROM staged
