-- On how much the measurements of a file rest, and what they leave out.
-- Parameters: batch_id uuid
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'measurements', count(*),
        'sites', count(DISTINCT site),
        'vehicles', sum(vehicles),
        'fewer_than_200_vehicles', count(*) FILTER (WHERE vehicles < 200),
        'without_limit', count(*) FILTER (WHERE limit_kmh IS NULL),
        'outside_all_areas', (
            SELECT count(*) FROM speed_measurement
            WHERE batch_id = :batch_id AND area_ids = '{}'
        )
    ) AS quality
FROM staged
