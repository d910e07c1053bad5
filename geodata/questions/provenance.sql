-- The source of the batch that brought a row in and when it came; no row for what was entered by hand.
-- Parameters: row_id (uuid).
-- Columns: batch_id (null for who may not see batches), source (code), brought_in (timestamptz).
SELECT
    import_batch.id AS batch_id,
    found.source,
    found.created_at AS brought_in
FROM (
    SELECT place.batch_id FROM place
    WHERE place.id = CAST(:row_id AS uuid)
    UNION ALL
    SELECT measure.batch_id FROM measure
    WHERE measure.id = CAST(:row_id AS uuid)
    UNION ALL
    SELECT initiative.batch_id FROM initiative
    WHERE initiative.id = CAST(:row_id AS uuid)
    UNION ALL
    SELECT observation.batch_id FROM observation
    WHERE observation.id = CAST(:row_id AS uuid)
) AS batched
CROSS JOIN door.batch_provenance(batched.batch_id) AS found
LEFT JOIN import_batch ON batched.batch_id = import_batch.id
WHERE batched.batch_id IS NOT NULL
