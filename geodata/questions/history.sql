-- The interactive changes of some rows, newest first, with the columns that changed; what the database derives
-- itself is no change.
-- Parameters: row_ids (uuid[]).
-- Columns: table_name, row_id, changed_at, changed_by (name or null), note (why), is_new, changes (JSON array of
-- {field, before, after, metres, withheld}). A geometry has no values but the metres that its middle moved. A
-- text that was held for review has none for anyone but its author and those who review, nor has the note.
SELECT
    history.table_name,
    history.row_id,
    history.changed_at,
    account_name(history.changed_by) AS changed_by,
    CASE WHEN held.from_reader THEN '' ELSE history.note END AS note,
    history.before IS NULL AS is_new,
    coalesce(changes.listed, '[]') AS changes
FROM change_history AS history
CROSS JOIN
    LATERAL (
        SELECT
            (
                coalesce(CAST(history.before ->> 'held' AS boolean), FALSE)
                OR coalesce(CAST(history.after ->> 'held' AS boolean), FALSE)
            )
            AND history.changed_by IS DISTINCT FROM asking_user()
            AND NOT may_all('review', 'read') AS from_reader
    ) AS held
CROSS JOIN
    LATERAL (
        SELECT
            jsonb_agg(
                jsonb_build_object(
                    'field', new.key,
                    'before', CASE WHEN told.with_values THEN history.before -> new.key END,
                    'after', CASE WHEN told.with_values THEN new.value END,
                    'metres', CASE WHEN new.key = 'geom' THEN metres_moved(history.before -> 'geom', new.value) END,
                    'withheld', NOT told.with_values AND new.key <> 'geom'
                )
                ORDER BY new.key
            ) AS listed
        FROM jsonb_each(history.after) AS new -- noqa: AL05
        CROSS JOIN
            LATERAL (
                SELECT
                    new.key <> 'geom' AND NOT (held.from_reader AND jsonb_typeof(new.value) = 'string')
                        AS with_values
            ) AS told
        WHERE
            history.before IS NOT NULL
            AND new.value IS DISTINCT FROM history.before -> new.key
            AND new.key NOT IN (
                'version', 'updated_at', 'updated_by', 'area_ids', 'near_area_ids', 'observed_on', 'light', 'batch_id'
            )
    ) AS changes
WHERE history.row_id = ANY(CAST(:row_ids AS uuid[]))
ORDER BY history.changed_at DESC, history.id DESC
