-- What was changed in one row, newest first, with the names of the fields that differ.
-- Parameters: row_id, most (rows at most).
-- Columns: changed_at, changed_by (a name, null for the owner's own work), note, is_new, status_before,
-- status_after, fields (names of changed columns but those that the database keeps itself).
SELECT
    change.changed_at,
    account.name AS changed_by,
    change.note,
    change.before IS NULL AS is_new,
    change.before ->> 'status' AS status_before,
    change.after ->> 'status' AS status_after,
    coalesce((
        SELECT array_agg(after_fields.key ORDER BY after_fields.key)
        FROM jsonb_each(change.after) AS after_fields
        WHERE
            change.before IS NOT NULL
            AND change.before -> after_fields.key IS DISTINCT FROM after_fields.value
            AND after_fields.key NOT IN (
                'version', 'updated_at', 'updated_by', 'area_ids', 'observed_on', 'light', 'status'
            )
    ), '{}') AS fields
FROM change_history AS change
LEFT JOIN user_account AS account ON change.changed_by = account.id
WHERE change.row_id = :row_id
ORDER BY change.changed_at DESC, change.id DESC
LIMIT :most
