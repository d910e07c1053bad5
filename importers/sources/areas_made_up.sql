-- What the resting trigger of area would have done for all rows of an empty table that was filled.
-- Parameters: batch_id uuid
SELECT follow_areas(array_agg(id)) AS followed
FROM area
WHERE batch_id = :batch_id
HAVING count(*) > 0
