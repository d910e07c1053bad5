-- Staged measurements as rows of the table, with the areas that contain their sites at any time.
-- Parameters: source_code text
SELECT
    placed.site,
    placed.direction,
    placed.geom,
    placed.measured_from,
    placed.measured_to,
    placed.limit_kmh,
    placed.vehicles,
    placed.mean_kmh,
    placed.v85_kmh,
    placed.share_over,
    placed.share_over_10,
    placed.daily_vehicles,
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
