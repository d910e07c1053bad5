-- The batches behind an evaluation: see geodata/questions/evaluation_batches.sql. Their files are for those who
-- read imports.
CREATE FUNCTION door.evaluation_batches(
    _measure_id uuid, _impact integer, _ring integer,
    _before_first date, _before_end date, _after_first date, _after_end date,
    _sources text[]
)
RETURNS TABLE (id uuid, source text, file_name text, created_at timestamptz, synthetic boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
BEGIN
    PERFORM demand_evaluation(
        _measure_id, _impact, _ring, _before_first, _before_end, _after_first, _after_end
    );
    RETURN QUERY
    SELECT
        CASE WHEN may_all('import', 'read') THEN id END,
        source,
        CASE WHEN may_all('import', 'read') THEN file_name END,
        created_at, synthetic
    FROM import_batch
    WHERE EXISTS (
        SELECT FROM police.incident
        WHERE
            incident.batch_id = import_batch.id
            AND incident.source = ANY(_sources)
            AND incident.occurred_on >= _before_first
            AND incident.occurred_on < _after_end
    )
    ORDER BY import_batch.created_at, import_batch.id;
END $$;
