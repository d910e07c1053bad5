-- Staged observations as rows of the table, with the areas that contain them. One without a position of its
-- own stands where its place stands.
-- Parameters: source_code text
SELECT
    placed.place_id,
    placed.geom,
    placed.precision,
    placed.observed_from,
    placed.observed_to,
    placed.time_precision,
    placed.categories,
    placed.polarity,
    placed.severity,
    placed.wording,
    placed.heard_from,
    areas_of_event(placed.stands_at, local_day(placed.observed_from)) AS area_ids,
    :source_code AS source,
    placed.source_key
FROM (
    SELECT
        staged.*,
        to_metric(staged.shape) AS geom,
        coalesce(to_metric(staged.shape), ST_PointOnSurface(place.geom)) AS stands_at
    FROM staged
    LEFT JOIN place ON staged.place_id = place.id
    ORDER BY staged.row_number
) AS placed
