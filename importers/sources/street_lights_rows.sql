-- Staged lamps as rows of the table, with the areas that contain them at any time.
-- Parameters: source_code text
SELECT
    placed.geom,
    placed.lamp,
    placed.watt,
    placed.lamp_before,
    placed.watt_before,
    placed.lit_on,
    placed.changed_on,
    placed.lamps,
    placed.colour_temperature_k::integer AS colour_temperature_k,
    placed.height_m,
    placed.owner,
    placed.status,
    placed.status_on,
    areas_of_ground(placed.geom) AS area_ids,
    :source_code AS source,
    placed.source_key
FROM (
    SELECT
        staged.*,
        to_metric(staged.shape) AS geom
    FROM staged
    ORDER BY staged.row_number
) AS placed
