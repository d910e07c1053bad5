-- The review that a row waits for; no row where it waits for none, or for one that is not the asker's concern.
-- Parameters: table_name (text) · row_id (uuid).
-- Columns: id.
SELECT id FROM text_review
WHERE table_name = :table_name AND row_id = CAST(:row_id AS uuid) AND decision IS NULL
