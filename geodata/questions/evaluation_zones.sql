-- The zones of an evaluation: the treated area (to impact metres) and its ring (to ring metres), less the treated
-- area of every measure in operation during the windows; the comparison areas and their common ring, less
-- everything within ring metres of such a measure. What nothing is left of is missing.
-- Parameters: measure_id; impact, ring (metres); before_first, before_end, after_first, after_end (days of
-- the windows, ends excluded); place_ids (impact metres around each), area_ids (whole areas).
-- Columns: zone ("treated", "ring", "comparison", "ring_comparison"), part (the id of the place or area compared
-- with, else ""), drawn (GeoJSON, degrees; null where it would show a place that the asker does not see).
SELECT
    zone,
    part,
    drawn
FROM door.evaluation_zones(
    CAST(:measure_id AS uuid),
    CAST(:impact AS integer),
    CAST(:ring AS integer),
    CAST(:before_first AS date),
    CAST(:before_end AS date),
    CAST(:after_first AS date),
    CAST(:after_end AS date),
    CAST(:place_ids AS uuid[]),
    CAST(:area_ids AS integer[])
)
