-- The history of rows that no longer are: deleted. That of accounts and memberships stays, without names.
-- Columns: row_count.
WITH known AS (
    SELECT id FROM place
    UNION ALL
    SELECT id FROM observation
    UNION ALL
    SELECT id FROM measure
    UNION ALL
    SELECT id FROM initiative
    UNION ALL
    SELECT id FROM goal
),

gone AS (
    DELETE FROM change_history
    WHERE
        table_name IN ('place', 'observation', 'measure', 'initiative', 'goal')
        AND NOT EXISTS (
            SELECT known.id FROM known
            WHERE known.id = change_history.row_id
        )
    RETURNING id
)

SELECT count(*) AS row_count FROM gone
