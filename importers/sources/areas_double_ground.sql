-- The staged areas that share more than a hundredth of the smaller surface with another area of their kind
-- that is valid on the same days: in the same file (the later row is named), or in the database, what the file
-- ends or replaces apart.
-- Columns: row_number integer, value text (the other area's name).
WITH other AS (
    SELECT
        row_number,
        kind,
        name_sv AS name,
        valid_from,
        valid_to,
        geom
    FROM staged
    UNION ALL
    SELECT
        0 AS row_number,
        area.kind,
        area.name_sv AS name,
        area.valid_from,
        area.valid_to,
        area.geom
    FROM area
    WHERE NOT EXISTS (
        SELECT 1 FROM staged AS anew
        WHERE
            area.id = ANY(anew.ended_ids)
            OR (anew.kind = area.kind AND anew.code = area.code AND anew.valid_from = area.valid_from)
    )
)

SELECT
    one.row_number,
    min(other.name) AS value
FROM staged AS one
INNER JOIN other
    ON
        one.kind = other.kind
        AND one.row_number > other.row_number
        AND one.geom && other.geom
WHERE
    daterange(one.valid_from, one.valid_to) && daterange(other.valid_from, other.valid_to)
    AND ST_Area(ST_Intersection(one.geom, other.geom)) > 0.01 * least(ST_Area(one.geom), ST_Area(other.geom))
GROUP BY one.row_number
ORDER BY one.row_number
