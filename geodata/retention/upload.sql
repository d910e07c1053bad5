-- Uploads that came before a day lose the way to their file, what was found in it and said of it; the file itself
-- is then removed from the folder (importers.upload_folder). Name, hash and counts stay.
-- Parameters: first_kept (date). Columns: row_count, oldest, newest (dates).
WITH cleared AS (
    UPDATE import_upload SET
        kept_as = NULL,
        recognition = NULL,
        report = report - '{preview,rejections,unknown,suggestions,notices}'::text[],
        settings = '{}',
        column_map = '{}'
    WHERE uploaded_at < start_of_day(CAST(:first_kept AS date)) AND (kept_as IS NOT NULL OR recognition IS NOT NULL)
    RETURNING local_day(uploaded_at) AS day
)

SELECT
    count(*) AS row_count,
    min(day) AS oldest,
    max(day) AS newest
FROM cleared
