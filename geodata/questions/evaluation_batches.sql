-- The batches that brought records of sources from [first_day, end_day), oldest first.
SELECT
    import_batch.id,
    import_batch.source,
    import_batch.file_name,
    import_batch.created_at,
    import_batch.synthetic
FROM import_batch
WHERE
    EXISTS (
        SELECT FROM police.incident
        WHERE
            incident.batch_id = import_batch.id
            AND incident.source = ANY(CAST(:sources AS text[]))
            AND incident.occurred_on >= CAST(:first_day AS date)
            AND incident.occurred_on < CAST(:end_day AS date)
    )
ORDER BY import_batch.created_at, import_batch.file_name, import_batch.id
