-- The staged areas that share more than a hundredth of the smaller surface with another area of their kind
-- that is valid on the same days: in the same file (the later row is named), or in the database, what the file
-- ends or replaces apart. Both are found by a spatial index.
-- Columns: row_number integer, value text (the other area's name).
WITH shared AS (
    SELECT
        one.row_number,
        other.name_sv AS name,
        one.geom AS ground,
        other.geom AS other_ground
    FROM staged AS one
    INNER JOIN staged AS other ON one.geom && other.geom
    WHERE
        one.kind = other.kind
        AND one.row_number > other.row_number
        AND daterange(one.valid_from, one.valid_to) && daterange(other.valid_from, other.valid_to)
    UNION ALL
    SELECT
        one.row_number,
        area.name_sv AS name,
        one.geom AS ground,
        area.geom AS other_ground
    FROM staged AS one
    INNER JOIN area ON one.geom && area.geom
    WHERE
        one.kind = area.kind
        AND daterange(one.valid_from, one.valid_to) && daterange(area.valid_from, area.valid_to)
        AND NOT EXISTS (
            SELECT 1 FROM staged AS anew CROSS JOIN LATERAL unnest(anew.ended_ids) AS ended (id)
            WHERE ended.id = area.id
        )
        AND NOT EXISTS (
            SELECT 1 FROM staged AS anew
            WHERE anew.kind = area.kind AND anew.code = area.code AND anew.valid_from = area.valid_from
        )
)

SELECT
    row_number,
    min(name) AS value
FROM shared
WHERE ST_Area(ST_Intersection(ground, other_ground)) > 0.01 * least(ST_Area(ground), ST_Area(other_ground))
GROUP BY row_number
ORDER BY row_number
