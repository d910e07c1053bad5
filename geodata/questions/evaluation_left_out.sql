-- What no buffer can hold, in the whole city: per crime group the events of both windows, how many of them
-- have no position and how many are known by area only.
-- Parameters: before_first, before_end, after_first, after_end (days, ends excluded); crime_groups, sources,
-- precisions (lists; those precise enough).
SELECT
    crime_group,
    count(*) AS events,
    count(*) FILTER (WHERE precision = 'none') AS without_position,
    count(*) FILTER (WHERE precision <> 'none' AND NOT precision = ANY(CAST(:precisions AS text[]))) AS too_coarse
FROM police.incident
WHERE
    (
        occurred_on >= CAST(:before_first AS date) AND occurred_on < CAST(:before_end AS date)
        OR occurred_on >= CAST(:after_first AS date) AND occurred_on < CAST(:after_end AS date)
    )
    AND crime_group = ANY(CAST(:crime_groups AS text[]))
    AND source = ANY(CAST(:sources AS text[]))
GROUP BY crime_group
ORDER BY crime_group
