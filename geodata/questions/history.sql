-- The interactive changes of some rows, newest first, with the columns that changed.
-- Parameters: row_ids (uuid[]) · derived (text[], columns that the database derives: no change) · texts (text[],
-- columns that hold what people wrote).
-- Columns: table_name, row_id, changed_at, changed_by (name or null), note (why), is_new, changes (JSON array of
-- {field, before, after, metres, withheld}). A geometry has no values but the metres that its middle moved. Texts
-- that were held for review are withheld from all but their author and those who review, and so is the note.
WITH history AS (
    SELECT
        change_history.*,
        coalesce('true' IN (change_history.before ->> 'held', change_history.after ->> 'held'), FALSE)
        AND coalesce(change_history.changed_by <> asking_user(), TRUE)
        AND NOT may_all('review', 'read') AS from_reader
    FROM change_history
    WHERE change_history.row_id = ANY(CAST(:row_ids AS uuid[]))
)

SELECT
    history.table_name,
    history.row_id,
    history.changed_at,
    account_name(history.changed_by) AS changed_by,
    CASE WHEN history.from_reader THEN '' ELSE history.note END AS note,
    history.before IS NULL AS is_new,
    coalesce(changes.listed, '[]') AS changes
FROM history
CROSS JOIN
    LATERAL (
        SELECT
            jsonb_agg(
                jsonb_build_object(
                    'field', new.key,
                    'before', CASE WHEN new.key <> 'geom' AND NOT told.less THEN history.before -> new.key END,
                    'after', CASE WHEN new.key <> 'geom' AND NOT told.less THEN new.value END,
                    'metres', CASE
                        WHEN new.key = 'geom' AND history.before -> 'geom' <> 'null' AND new.value <> 'null'
                            THEN ST_Distance(
                                ST_Centroid(ST_GeomFromGeoJSON(history.before -> 'geom')),
                                ST_Centroid(ST_GeomFromGeoJSON(new.value))
                            )
                    END,
                    'withheld', told.less
                )
                ORDER BY new.key
            ) AS listed
        FROM jsonb_each(history.after) AS new -- noqa: AL05
        CROSS JOIN LATERAL (SELECT history.from_reader AND new.key = ANY(CAST(:texts AS text[])) AS less) AS told
        WHERE
            history.before IS NOT NULL
            AND new.value IS DISTINCT FROM history.before -> new.key
            AND new.key <> ALL(CAST(:derived AS text[]))
    ) AS changes
ORDER BY history.changed_at DESC, history.id DESC
