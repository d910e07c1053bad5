-- Staged faults as rows of the table, with the areas that contain them at any time.
-- Parameters: source_code text
SELECT
    placed.kind,
    placed.status,
    placed.reported_on,
    placed.fixed_on,
    placed.geom,
    placed.location AS place_words,
    areas_of_ground(placed.geom) AS area_ids,
    :source_code AS source,
    placed.source_key
FROM (
    SELECT
        staged.*,
        to_metric(staged.shape) AS geom
    FROM staged
    ORDER BY staged.row_number
) AS placed
