-- Staged findings as observations of their walk, with the areas that contain them.
-- Parameters: source_code text
SELECT
    safety_walk.id AS walk_id,
    placed.geom,
    CASE WHEN placed.geom IS NULL THEN 'none' ELSE 'exact' END AS precision,
    placed.observed_from,
    placed.observed_to,
    placed.time_precision,
    placed.categories,
    placed.polarity,
    placed.severity,
    placed.wording,
    'safety_walk' AS heard_from,
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
INNER JOIN safety_walk ON placed.walk = safety_walk.source_key AND safety_walk.source = :source_code
