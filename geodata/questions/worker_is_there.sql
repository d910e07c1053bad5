-- Whether some session holds the lock of a worker (questions.uploads.WORKER_LOCK) in this database.
-- Parameters: high, low (the halves of its number). Columns: exists.
SELECT EXISTS (
    SELECT FROM pg_catalog.pg_locks
    WHERE
        locktype = 'advisory'
        AND objsubid = 1
        AND classid = CAST(:high AS bigint)
        AND objid = CAST(:low AS bigint)
        AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
)
