-- The files that the data came in with, by source: how many are in force, and when the newest came.
CREATE FUNCTION door.datasets() RETURNS TABLE (source text, files bigint, newest timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    PERFORM demand_asker();
    RETURN QUERY
    SELECT source, count(*), max(created_at) FROM import_batch WHERE status = 'published' GROUP BY source;
END $$;
