-- Staged measures as rows of the table, with the areas that they meet while they last.
-- Parameters: source_code text
SELECT
    placed.type,
    placed.name,
    placed.status,
    placed.geom,
    placed.precision,
    placed.parameters,
    placed.planned_start,
    placed.started_on,
    placed.ended_on,
    placed.temporary,
    placed.responsible_id AS responsible_organisation_id,
    placed.cost_sek,
    placed.note,
    areas_of_shape(
        placed.geom, first_day_of_measure(placed.started_on, placed.planned_start, now()), placed.ended_on
    ) AS area_ids,
    :source_code AS source,
    placed.source_key
FROM (
    SELECT
        staged.*,
        to_metric(staged.shape) AS geom
    FROM staged
    ORDER BY staged.row_number
) AS placed
