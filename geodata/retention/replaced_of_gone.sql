-- What imports keep of rows as they were before, to be undone with: rows that no longer are leave it, and so do
-- former states that lie before the first day kept, where the data are recorded crime.
-- Parameters: first_crime_kept (date, null: all). Columns: row_count.
WITH known AS (
    SELECT id FROM place
    UNION ALL
    SELECT id FROM observation
    UNION ALL
    SELECT id FROM police.incident
    UNION ALL
    SELECT id FROM police.incident_count
),

former AS (
    SELECT
        import_batch.id,
        old.state,
        old.ordinality,
        old.state ?| ARRAY['reported_on', 'observed_from', 'occurred_from', 'period_end'] AS has_uuid,
        coalesce(
            local_day(CAST(old.state ->> 'occurred_from' AS timestamptz)), CAST(old.state ->> 'period_end' AS date) - 1
        ) < CAST(:first_crime_kept AS date) AS is_old_crime
    FROM import_batch
    CROSS JOIN LATERAL jsonb_array_elements(import_batch.replaced) WITH ORDINALITY AS old (state, ordinality)
),

kept AS (
    SELECT
        former.id,
        coalesce(
            jsonb_agg(former.state ORDER BY former.ordinality)
            FILTER (WHERE NOT coalesce(is_old_crime, FALSE) AND (known.id IS NOT NULL OR NOT has_uuid)), '[]'
        ) AS replaced
    FROM former LEFT JOIN known ON CASE WHEN has_uuid THEN CAST(former.state ->> 'id' AS uuid) END = known.id
    GROUP BY former.id
),

cleared AS (
    UPDATE import_batch SET replaced = kept.replaced
    FROM kept
    WHERE import_batch.id = kept.id AND import_batch.replaced <> kept.replaced
    RETURNING import_batch.id
)

SELECT count(*) AS row_count FROM cleared
