-- Reviews of texts of rows that no longer are: deleted.
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
    UNION ALL
    SELECT id FROM photo
),

gone AS (
    DELETE FROM text_review
    WHERE NOT EXISTS (
        SELECT known.id FROM known
        WHERE known.id = text_review.row_id
    ) RETURNING id
)

SELECT count(*) AS row_count FROM gone
