-- What relies on areas of a batch without the database holding on to it: populations, memberships, initiatives.
-- Parameters: batch_id uuid
-- Column: what text (the table's name), no row where nothing does.
WITH brought AS (
    SELECT id FROM area
    WHERE batch_id = :batch_id
)

SELECT 'population' AS what
WHERE EXISTS (SELECT 1 FROM population INNER JOIN brought ON population.area_id = brought.id)
UNION ALL
SELECT 'membership' AS what
WHERE EXISTS (SELECT 1 FROM membership INNER JOIN brought ON brought.id = ANY(membership.area_ids))
UNION ALL
SELECT 'initiative' AS what
WHERE EXISTS (SELECT 1 FROM initiative INNER JOIN brought ON brought.id = ANY(initiative.area_ids))
LIMIT 1
