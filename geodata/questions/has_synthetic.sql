-- Whether any of the city's data is invented. Incidents and counts come in batches, which carry the mark.
-- Columns: has_synthetic (boolean).
SELECT
    coalesce((SELECT bool_or(synthetic AND status = 'published') FROM import_batch), false)
    OR coalesce((SELECT bool_or(synthetic) FROM place), false)
    OR coalesce((SELECT bool_or(synthetic) FROM measure), false)
    OR coalesce((SELECT bool_or(synthetic) FROM survey), false) AS has_synthetic
