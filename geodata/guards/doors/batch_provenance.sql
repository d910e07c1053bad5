-- From which source a batch came and when; its file and figures are for those who import.
CREATE FUNCTION door.batch_provenance(_batch_id uuid) RETURNS TABLE (source text, created_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    PERFORM demand_asker();
    RETURN QUERY SELECT source, created_at FROM import_batch WHERE id = _batch_id;
END $$;
