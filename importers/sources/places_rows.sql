-- Staged places as rows of the table, with the areas that they meet.
-- Parameters: source_code text
SELECT
    placed.name,
    placed.kind,
    placed.polarity,
    placed.status,
    placed.geom,
    placed.precision,
    placed.description,
    placed.reported_on,
    placed.archived_on,
    areas_of_shape(placed.geom, placed.reported_on, placed.archived_on) AS area_ids,
    :source_code AS source,
    placed.source_key
FROM (
    SELECT
        staged.*,
        to_metric(staged.shape) AS geom
    FROM staged
    ORDER BY staged.row_number
) AS placed
