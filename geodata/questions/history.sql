-- The interactive changes of a row, newest first, with the columns that changed; what the database derives
-- itself is no change.
-- Parameters: row_id (uuid).
-- Columns: changed_at, changed_by (name or null), note (why), is_new, changes (JSON array of {field, before, after}; a
-- geometry's values are left out).
SELECT
    history.changed_at,
    account_name(history.changed_by) AS changed_by,
    history.note,
    history.before IS NULL AS is_new,
    coalesce(changes.listed, '[]') AS changes
FROM change_history AS history
CROSS JOIN
    LATERAL (
        SELECT
            jsonb_agg(
                jsonb_build_object(
                    'field', new.key,
                    'before', CASE WHEN new.key <> 'geom' THEN history.before -> new.key END,
                    'after', CASE WHEN new.key <> 'geom' THEN new.value END
                )
                ORDER BY new.key
            ) AS listed
        FROM jsonb_each(history.after) AS new -- noqa: AL05
        WHERE
            history.before IS NOT NULL
            AND new.value IS DISTINCT FROM history.before -> new.key
            AND new.key NOT IN ('version', 'updated_at', 'updated_by', 'area_ids', 'observed_on', 'light')
    ) AS changes
WHERE history.row_id = CAST(:row_id AS uuid)
ORDER BY history.changed_at DESC, history.id DESC
