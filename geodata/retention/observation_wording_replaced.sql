-- The same words and positions leave what imports keep of observations as they were before.
-- Parameters: first_kept (date). Columns: row_count.
WITH told AS (
    SELECT
        import_batch.id,
        jsonb_agg(
            CASE
                WHEN due.id IS NULL THEN old.state
                WHEN old.state ->> 'geom' IS NULL THEN old.state || '{"wording": ""}'
                ELSE old.state || jsonb_build_object(
                    'wording', '', 'precision', 'snapped',
                    'geom', coarse_position((old.state ->> 'geom')::geometry)::text
                )
            END
            ORDER BY old.ordinality
        ) AS replaced
    FROM import_batch
    CROSS JOIN LATERAL jsonb_array_elements(import_batch.replaced) WITH ORDINALITY AS old (state, ordinality)
    LEFT JOIN observations_closed_before(CAST(:first_kept AS date)) AS due
        ON old.state ->> 'id' = due.id::text AND old.state ? 'observed_from'
    GROUP BY import_batch.id
    HAVING count(due.id) > 0
),

cleared AS (
    UPDATE import_batch SET replaced = told.replaced
    FROM told
    WHERE import_batch.id = told.id AND import_batch.replaced <> told.replaced
    RETURNING import_batch.id
)

SELECT count(*) AS row_count FROM cleared
