-- Staged stretches of streets as rows of the table, with the areas that they meet.
-- Parameters: source_code text
SELECT
    placed.name,
    placed.name_other,
    placed.kind,
    placed.lit,
    placed.geom,
    areas_of_street(placed.geom) AS area_ids,
    :source_code AS source,
    placed.source_key
FROM (
    SELECT
        staged.*,
        to_metric(staged.shape) AS geom
    FROM staged
    ORDER BY staged.row_number
) AS placed
