-- What the resting triggers of police.incident would have done for all rows of an empty table that was filled: the
-- batch and the areas that they name are there, and the squares are counted.
-- Parameters: batch_id uuid
SELECT
    police.demand_references(
        ARRAY[CAST(:batch_id AS uuid)],
        ARRAY(SELECT DISTINCT area_id FROM police.incident WHERE area_id IS NOT NULL)
    ) AS referenced,
    police.refresh_all_cells() AS counted
