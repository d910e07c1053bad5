-- Reviews that were decided before a day are deleted, but for those that tell of a row still held that it is to go.
-- Parameters: first_kept (date). Columns: row_count, oldest, newest (dates).
WITH waiting AS (
    SELECT id FROM place
    WHERE held
    UNION ALL
    SELECT id FROM observation
    WHERE held
    UNION ALL
    SELECT id FROM measure
    WHERE held
    UNION ALL
    SELECT id FROM initiative
    WHERE held
    UNION ALL
    SELECT id FROM goal
    WHERE held
),

gone AS (
    DELETE FROM text_review
    WHERE
        decided_at < start_of_day(CAST(:first_kept AS date))
        AND (decision <> 'rejected' OR NOT EXISTS (
            SELECT waiting.id FROM waiting
            WHERE waiting.id = text_review.row_id
        ))
    RETURNING local_day(decided_at) AS day
)

SELECT
    count(*) AS row_count,
    min(day) AS oldest,
    max(day) AS newest
FROM gone
