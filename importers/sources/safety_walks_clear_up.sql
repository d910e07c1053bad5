-- Removes the answers of an undone batch, and those of its walks that no finding is left of.
-- Parameters: batch_id uuid
WITH unsaid AS (
    DELETE FROM walk_answer
    WHERE batch_id = :batch_id
)

DELETE FROM safety_walk
WHERE
    batch_id = :batch_id
    AND NOT EXISTS (SELECT FROM observation WHERE observation.walk_id = safety_walk.id)
