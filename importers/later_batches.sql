-- The newest published batch that has replaced rows of another batch; no row where none has.
-- Parameters: batch jsonb, [{"batch_id": "…"}]
-- Column: id uuid.
SELECT id
FROM import_batch
WHERE status = 'published' AND replaced @> CAST(:batch AS jsonb)
ORDER BY created_at DESC
LIMIT 1
