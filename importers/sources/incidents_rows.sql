-- Staged incidents as rows of the table, with the areas that contain them on their own day, or that they name.
-- Parameters: source_code text
SELECT
    :source_code AS source,
    placed.source_key,
    placed.category,
    placed.crime_group,
    placed.occurred_from,
    placed.occurred_to,
    placed.time_precision,
    placed.geom,
    placed.precision,
    placed.area_id,
    CASE
        WHEN placed.area_id IS NULL THEN areas_of_event(placed.geom, local_day(placed.occurred_from))
        ELSE ARRAY[placed.area_id]
    END AS area_ids
FROM (
    SELECT
        staged.*,
        to_metric(staged.shape) AS geom
    FROM staged
    ORDER BY staged.row_number
) AS placed
