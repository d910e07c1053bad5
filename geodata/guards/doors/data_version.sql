-- What changes when the data of the map does. Transactions may commit in another order than their numbers:
-- so the newest number is not enough, and the last thousand changes are counted.
CREATE FUNCTION door.data_version() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM demand_asker();
    RETURN concat_ws(
        '-',
        to_char(current_date, 'YYYYMMDD'),
        (
            SELECT concat_ws('.', max(newest.id), count(*)) FROM change_history AS newest
            WHERE newest.id > (SELECT max(change_history.id) - 1000 FROM change_history)
        ),
        (
            SELECT concat_ws('.', count(*), count(undone_at), floor(extract(EPOCH FROM max(created_at)) * 1000))
            FROM import_batch
        ),
        (SELECT concat_ws('.', count(*), max(id), sum(version)) FROM area),
        (SELECT concat_ws('.', count(*), floor(extract(EPOCH FROM max(at)) * 1000)) FROM retention_run)
    );
END $$;
