-- Whether any of the city's data is invented. Incidents and counts come in batches, which carry the mark.
-- Columns: has_synthetic (boolean).
SELECT
    EXISTS (SELECT FROM import_batch WHERE synthetic AND status = 'published')
    OR EXISTS (SELECT FROM place WHERE synthetic)
    OR EXISTS (SELECT FROM measure WHERE synthetic)
    OR EXISTS (SELECT FROM survey WHERE synthetic) AS has_synthetic
