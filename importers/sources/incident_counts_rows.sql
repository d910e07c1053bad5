-- Staged counts as rows of the table, with the areas that contain the centres of their cells.
-- Parameters: source_code text
SELECT
    :source_code AS source,
    placed.source_key,
    placed.crime_group,
    placed.period_start,
    placed.period_end,
    placed.daypart,
    placed.events,
    placed.withheld_below,
    placed.area_id,
    placed.cell_centre,
    placed.cell_metres,
    CASE
        WHEN placed.area_id IS NULL THEN areas_of_event(placed.cell_centre, placed.period_start)
        ELSE ARRAY[placed.area_id]
    END AS area_ids
FROM (
    SELECT
        staged.*,
        to_metric(staged.shape) AS cell_centre
    FROM staged
    ORDER BY staged.row_number
) AS placed
