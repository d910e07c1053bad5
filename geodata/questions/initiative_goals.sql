-- The goals of an initiative in the order in which they were set.
-- Parameters: initiative_id (uuid).
-- Columns: id, kind, form, statement, indicator, unit, baseline_value, baseline_on, target_value, target_on,
-- direction, status, version.
SELECT
    id,
    kind,
    form,
    statement,
    indicator,
    unit,
    baseline_value,
    baseline_on,
    target_value,
    target_on,
    direction,
    status,
    version
FROM goal
WHERE initiative_id = CAST(:initiative_id AS uuid)
ORDER BY created_at, id
