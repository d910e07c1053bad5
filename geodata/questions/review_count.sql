-- How many rows wait for review, among those that the asker may see.
-- Parameters: none.
-- Columns: waiting.
SELECT count(*) AS waiting FROM text_review
WHERE decision IS NULL
