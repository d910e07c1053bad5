-- Staged marks as observations, with the areas that contain them.
-- Parameters: source_code text
SELECT
    placed.geom,
    'exact' AS precision,
    placed.observed_from,
    placed.observed_to,
    placed.time_precision,
    placed.categories,
    placed.polarity,
    placed.heard_from,
    areas_of_event(placed.geom, local_day(placed.observed_from)) AS area_ids,
    :source_code AS source,
    placed.source_key
FROM (
    SELECT
        staged.*,
        to_metric(staged.shape) AS geom
    FROM staged
    ORDER BY staged.row_number
) AS placed
