-- Events that occurred before a day, and counts of periods that ended by then, are deleted; so are the rows that
-- were turned away from a file of which nothing else is left.
-- Parameters: first_kept (date). Columns: row_count, oldest, newest (dates).
WITH incidents AS (
    DELETE FROM police.incident
    WHERE occurred_on < CAST(:first_kept AS date)
    RETURNING batch_id, occurred_on AS day
),

counts AS (
    DELETE FROM police.incident_count
    WHERE period_end <= CAST(:first_kept AS date)
    RETURNING batch_id, period_start AS day
),

gone AS (
    SELECT * FROM incidents
    UNION ALL
    SELECT * FROM counts
),

rejections AS (
    DELETE FROM import_rejection
    WHERE
        batch_id IN (SELECT batch_id FROM gone)
        AND NOT EXISTS (
            SELECT FROM police.incident AS kept
            WHERE kept.batch_id = import_rejection.batch_id AND kept.occurred_on >= CAST(:first_kept AS date)
        )
        AND NOT EXISTS (
            SELECT FROM police.incident_count AS kept
            WHERE kept.batch_id = import_rejection.batch_id AND kept.period_end > CAST(:first_kept AS date)
        )
)

SELECT
    count(*) AS row_count,
    min(day) AS oldest,
    max(day) AS newest
FROM gone
