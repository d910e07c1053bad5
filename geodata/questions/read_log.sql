-- Readings of what is sensitive, the newest first: the asker's own, everybody's for who may read the whole log.
-- Parameters: first_day, stop_day (dates of the city, the latter excluded, null: open) · kind (what was read, null:
-- all) · row_limit, row_offset.
-- Columns: at, who (name or null), request_id, what, detail (JSON), total (rows without the limit).
SELECT
    read_log.at,
    account_name(read_log.user_id) AS who,
    read_log.request_id,
    read_log.what,
    read_log.detail,
    count(*) OVER () AS total
FROM read_log
WHERE
    (read_log.user_id = (SELECT asking_user()) OR (SELECT may_all('log', 'read')))
    AND (CAST(:kind AS text) IS NULL OR read_log.what = CAST(:kind AS text))
    AND (CAST(:first_day AS date) IS NULL OR read_log.at >= start_of_day(CAST(:first_day AS date)))
    AND (CAST(:stop_day AS date) IS NULL OR read_log.at < start_of_day(CAST(:stop_day AS date)))
ORDER BY read_log.at DESC, read_log.id ASC
LIMIT CAST(:row_limit AS integer) OFFSET CAST(:row_offset AS integer)
