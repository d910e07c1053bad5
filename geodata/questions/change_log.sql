-- Interactive changes, the newest first: the asker's own, everybody's for who may read the whole log. The values
-- stand in the history of the thing itself.
-- Parameters: first_day, stop_day (dates of the city, the latter excluded, null: open) · kind (the table, null:
-- all) · derived (text[], columns that the database derives) · row_limit, row_offset.
-- Columns: at, who (name or null), request_id, table_name, row_id, is_new, fields (text[], those that changed),
-- total (rows without the limit).
SELECT
    history.changed_at AS at,
    account_name(history.changed_by) AS who,
    history.request_id,
    history.table_name,
    history.row_id,
    history.before IS NULL AS is_new,
    ARRAY(
        SELECT new.key FROM jsonb_each(history.after) AS new -- noqa: AL05
        WHERE
            history.before IS NOT NULL
            AND new.value IS DISTINCT FROM history.before -> new.key
            AND new.key <> ALL(CAST(:derived AS text[]))
        ORDER BY new.key
    ) AS fields,
    count(*) OVER () AS total
FROM change_history AS history
WHERE
    (history.changed_by = (SELECT asking_user()) OR (SELECT may_all('log', 'read')))
    AND (CAST(:kind AS text) IS NULL OR history.table_name = CAST(:kind AS text))
    AND (CAST(:first_day AS date) IS NULL OR history.changed_at >= start_of_day(CAST(:first_day AS date)))
    AND (CAST(:stop_day AS date) IS NULL OR history.changed_at < start_of_day(CAST(:stop_day AS date)))
ORDER BY history.changed_at DESC, history.id DESC
LIMIT CAST(:row_limit AS integer) OFFSET CAST(:row_offset AS integer)
