-- What was observed at a place, newest first; without rejected reports and duplicates.
-- Parameters: place_id (uuid) · within (integer[] of area ids, null: all).
-- Columns: id, observed_from, observed_to (the latter excluded), time_precision, light, categories, polarity,
-- severity (1 to 3 or null), wording, heard_from, status, synthetic.
SELECT
    id,
    observed_from,
    observed_to,
    time_precision,
    light,
    categories,
    polarity,
    severity,
    wording,
    heard_from,
    status,
    synthetic
FROM observation
WHERE
    place_id = CAST(:place_id AS uuid)
    AND (CAST(:within AS integer[]) IS NULL OR near_area_ids && CAST(:within AS integer[]))
    AND status NOT IN ('rejected', 'duplicate')
ORDER BY observed_from DESC, id ASC
