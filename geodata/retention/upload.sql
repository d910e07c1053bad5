-- Uploads that came before a day lose the way to their file and what was found in it; the file itself is then
-- removed from the folder (importers.uploads). Name, hash and counts stay; of what was published, the headers and
-- what was said of them too: they are proposed for the next file of its kind.
-- Parameters: first_kept (date). Columns: row_count, oldest, newest (dates).
WITH due AS (
    SELECT
        id,
        status IN ('published', 'undone') AS proposed
    FROM import_upload
    WHERE
        uploaded_at < start_of_day(CAST(:first_kept AS date))
        AND (kept_as IS NOT NULL OR recognition - 'headers' <> '{}')
),

cleared AS (
    UPDATE import_upload SET
        kept_as = NULL,
        rejected_as = NULL,
        recognition = CASE WHEN proposed THEN jsonb_build_object('headers', recognition -> 'headers') END,
        report = report - '{preview,rejections,unknown,suggestions,notices}'::text[],
        settings = CASE WHEN proposed THEN settings ELSE '{}' END,
        column_map = CASE WHEN proposed THEN column_map ELSE '{}' END
    FROM due
    WHERE import_upload.id = due.id
    RETURNING local_day(uploaded_at) AS day
)

SELECT
    count(*) AS row_count,
    min(day) AS oldest,
    max(day) AS newest
FROM cleared
