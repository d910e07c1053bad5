-- What the counts of a file add up to, beside the sender's control total, and the days they span.
-- Parameters: control_total integer (null where the sender gave none)
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'events', coalesce(sum(events), 0),
        'withheld', count(*) FILTER (WHERE events IS NULL),
        'control_total', CAST(:control_total AS integer),
        'first_day', min(period_start),
        'last_day', max(period_end) - 1
    ) AS quality
FROM staged
