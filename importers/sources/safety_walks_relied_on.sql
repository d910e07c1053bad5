-- What would be lost with the findings of a batch: answers to them that came with others.
-- Parameters: batch_id uuid
-- Column: table_name.
SELECT 'walk_answer' AS table_name
FROM walk_answer
INNER JOIN observation ON walk_answer.observation_id = observation.id
WHERE observation.batch_id = :batch_id AND walk_answer.batch_id IS DISTINCT FROM :batch_id
ORDER BY walk_answer.id
LIMIT 1
