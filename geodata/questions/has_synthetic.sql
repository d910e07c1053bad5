-- Whether any of the city's data is invented. Incidents and counts come in batches, which carry the mark.
-- Columns: has_synthetic (boolean).
SELECT door.has_synthetic() AS has_synthetic
