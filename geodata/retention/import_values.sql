-- Rows turned away from files that came in before a day lose the value in question, and the position that their
-- reason quotes in brackets.
-- Parameters: first_kept (date). Columns: row_count, oldest, newest (dates).
WITH cleared AS (
    UPDATE import_rejection SET
        value = NULL,
        reason_sv = regexp_replace(reason_sv, '\[[^]]*\]', '', 'g'),
        reason_en = regexp_replace(reason_en, '\[[^]]*\]', '', 'g')
    FROM import_batch
    WHERE
        import_rejection.batch_id = import_batch.id
        AND import_batch.created_at < start_of_day(CAST(:first_kept AS date))
        AND (import_rejection.value IS NOT NULL OR concat(reason_sv, reason_en) ~ '\[[^]]*\]')
    RETURNING local_day(import_batch.created_at) AS day
)

SELECT
    count(*) AS row_count,
    min(day) AS oldest,
    max(day) AS newest
FROM cleared
