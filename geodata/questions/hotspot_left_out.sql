-- The events of a period per crime group, and how many no square can hold: without position, or known by
-- area only; straddling: they may have happened after the period's end.
-- Parameters: first_day, end_day (excluded); crime_groups, precisions (lists; those precise enough).
SELECT
    crime_group,
    count(*) AS events,
    count(*) FILTER (WHERE precision = 'none') AS without_position,
    count(*) FILTER (WHERE precision <> 'none' AND NOT precision = ANY(CAST(:precisions AS text[]))) AS too_coarse,
    count(*) FILTER (
        WHERE precision = ANY(CAST(:precisions AS text[]))
        AND occurred_to > start_of_day(CAST(:end_day AS date))
    ) AS straddling
FROM police.incident
WHERE
    occurred_on >= CAST(:first_day AS date)
    AND occurred_on < CAST(:end_day AS date)
    AND crime_group = ANY(CAST(:crime_groups AS text[]))
GROUP BY crime_group
ORDER BY crime_group
