-- What ended areas became by the areas of a batch, the largest part first.
-- Parameters: batch_id uuid
-- Columns: name text, parts text ("Söder 62 %, Öster 38 %").
WITH fresh AS MATERIALIZED (
    SELECT DISTINCT
        kind,
        valid_from
    FROM area
    WHERE batch_id = :batch_id
)

SELECT
    ended.name_sv AS name,
    string_agg(
        later.name_sv || ' ' || round(CAST(100 * area_successor.share_of_area AS numeric)) || ' %',
        ', ' ORDER BY area_successor.share_of_area DESC, later.name_sv ASC
    ) AS parts
FROM area_successor
INNER JOIN area AS ended ON area_successor.area_id = ended.id
INNER JOIN area AS later ON area_successor.successor_id = later.id
INNER JOIN fresh ON ended.valid_to = fresh.valid_from AND later.kind = fresh.kind
WHERE area_successor.share_of_area IS NOT NULL
GROUP BY ended.id
ORDER BY ended.name_sv, ended.id
