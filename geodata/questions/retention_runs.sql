-- The runs of retention, newest first.
-- Parameters: row_limit, row_offset (integer, null: all).
-- Columns: id, at, run_on (date), rules (JSON array of {kind, first_kept, rows, oldest, newest, traces}), total.
SELECT
    id,
    at,
    run_on,
    rules,
    count(*) OVER () AS total
FROM retention_run
ORDER BY at DESC, id ASC
LIMIT CAST(:row_limit AS integer) OFFSET CAST(:row_offset AS integer)
