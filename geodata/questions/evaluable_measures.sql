-- Measures that have begun and stand on the map, newest first. Parameter: within (area ids, null for all).
SELECT
    id,
    name,
    type,
    status,
    started_on,
    ended_on,
    synthetic
FROM measure
WHERE
    started_on IS NOT NULL
    AND geom IS NOT NULL
    AND (CAST(:within AS integer[]) IS NULL OR near_area_ids && CAST(:within AS integer[]))
ORDER BY started_on DESC, name ASC, id ASC
