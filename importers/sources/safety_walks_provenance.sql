-- Gives the walks that were made for this batch their batch, and takes away those that no finding came to.
-- Parameters: batch_id uuid · source_code text
WITH unfound AS (
    DELETE FROM safety_walk
    WHERE
        source = :source_code AND batch_id IS NULL
        AND NOT EXISTS (SELECT FROM observation WHERE observation.walk_id = safety_walk.id)
    RETURNING id
)

UPDATE safety_walk SET batch_id = :batch_id
WHERE source = :source_code AND batch_id IS NULL AND id NOT IN (SELECT unfound.id FROM unfound)
