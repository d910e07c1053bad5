-- Files that were taken out, the newest first: the asker's own, everybody's for who may read the whole log.
-- Parameters: first_day, stop_day (dates of the city, the latter excluded, null: open) · kind (whose rows, null:
-- all) · row_limit, row_offset.
-- Columns: id, at, who (name or null), request_id, what, layer, filters (JSON), row_count, purpose, format,
-- data_version, total (rows without the limit).
SELECT
    export_log.id,
    export_log.at,
    account_name(export_log.user_id) AS who,
    export_log.request_id,
    export_log.what,
    export_log.layer,
    export_log.filters,
    export_log.row_count,
    export_log.purpose,
    export_log.format,
    export_log.data_version,
    count(*) OVER () AS total
FROM export_log
WHERE
    (export_log.user_id = (SELECT asking_user()) OR (SELECT may_all('log', 'read')))
    AND (CAST(:kind AS text) IS NULL OR export_log.layer = CAST(:kind AS text))
    AND (CAST(:first_day AS date) IS NULL OR export_log.at >= start_of_day(CAST(:first_day AS date)))
    AND (CAST(:stop_day AS date) IS NULL OR export_log.at < start_of_day(CAST(:stop_day AS date)))
ORDER BY export_log.at DESC, export_log.id ASC
LIMIT CAST(:row_limit AS integer) OFFSET CAST(:row_offset AS integer)
