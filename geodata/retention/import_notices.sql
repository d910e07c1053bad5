-- Remarks on files that came in before a day, which may quote what stood in them.
-- Parameters: first_kept (date). Columns: row_count.
WITH cleared AS (
    UPDATE import_batch SET quality = quality || '{"notices": []}'
    WHERE
        created_at < start_of_day(CAST(:first_kept AS date))
        AND coalesce(quality -> 'notices', '[]') <> '[]'
    RETURNING id
)

SELECT count(*) AS row_count FROM cleared
