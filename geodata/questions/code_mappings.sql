-- Values of files that no code list knows, with what they were decided to mean; those that wait come first.
-- Parameters: source_code text (null: of every source), waiting_only boolean
-- Columns: id uuid, source, field, value text, code text (null while it waits), rows_seen integer (rows of the
-- last file that had it), last_seen_at timestamptz.
SELECT
    id,
    source,
    field,
    value,
    code,
    rows_seen,
    last_seen_at
FROM code_mapping
WHERE
    (CAST(:source_code AS text) IS NULL OR source = :source_code)
    AND (code IS NULL OR NOT :waiting_only)
ORDER BY code IS NOT NULL, source, field, value
