-- The batches that brought records of sources from the windows, oldest first.
-- Parameters: measure_id; impact, ring (metres); before_first, before_end, after_first, after_end (days of
-- the windows, ends excluded); sources (list).
-- Columns: id, source, file_name (id and name null for who does not read imports), created_at, synthetic.
SELECT
    id,
    source,
    file_name,
    created_at,
    synthetic
FROM door.evaluation_batches(
    CAST(:measure_id AS uuid),
    CAST(:impact AS integer),
    CAST(:ring AS integer),
    CAST(:before_first AS date),
    CAST(:before_end AS date),
    CAST(:after_first AS date),
    CAST(:after_end AS date),
    CAST(:sources AS text[])
)
