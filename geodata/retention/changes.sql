-- Changes made before a day are deleted: those that brought an initiative to be agreed or a measure to be approved,
-- or all others.
-- Parameters: first_kept (date) · approvals (boolean). Columns: row_count, oldest, newest (dates).
WITH gone AS (
    DELETE FROM change_history
    WHERE
        changed_at < start_of_day(CAST(:first_kept AS date))
        AND CAST(:approvals AS boolean) = (
            (table_name, after ->> 'status') IN (('initiative', 'agreed'), ('measure', 'approved'))
            AND before ->> 'status' IS DISTINCT FROM after ->> 'status'
        )
    RETURNING local_day(changed_at) AS day
)

SELECT
    count(*) AS row_count,
    min(day) AS oldest,
    max(day) AS newest
FROM gone
