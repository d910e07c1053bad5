-- Whether some session holds the lock of a worker (questions.uploads.WORKER_LOCK) in this database.
-- Parameters: high, low (the halves of its number). Columns: is_there.
SELECT count(*) > 0 AS is_there
FROM pg_catalog.pg_locks
WHERE
    locktype = 'advisory'
    AND objsubid = 1
    AND classid = CAST(:high AS oid)
    AND objid = CAST(:low AS oid)
    AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
