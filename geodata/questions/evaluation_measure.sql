-- One measure's facts; no row where it does not exist or lies outside the asker's areas.
-- Parameters: measure_id; within (area ids, null for all).
SELECT
    id,
    name,
    type,
    status,
    started_on,
    ended_on,
    precision,
    synthetic,
    geom IS NOT NULL AS positioned
FROM measure
WHERE
    id = CAST(:measure_id AS uuid)
    AND (CAST(:within AS integer[]) IS NULL OR near_area_ids && CAST(:within AS integer[]))
