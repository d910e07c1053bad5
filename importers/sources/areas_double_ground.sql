-- The staged areas that share more than a hundredth of the smaller surface with another area of their kind
-- that is valid on the same days: in the same file (the later row is named), or in the database, where what
-- the file ends is out of the way.
-- Parameters: complete boolean
-- Columns: row_number integer, value text (the other area's name).
WITH whole AS (
    SELECT
        kind,
        min(stated_from) AS first_day
    FROM staged
    GROUP BY kind
),

other AS (
    SELECT
        row_number,
        kind,
        code,
        name_sv AS name,
        valid_from,
        valid_to,
        geom
    FROM staged
    UNION ALL
    SELECT
        0 AS row_number,
        area.kind,
        area.code,
        area.name_sv AS name,
        area.valid_from,
        area.valid_to,
        area.geom
    FROM area
    INNER JOIN whole ON area.kind = whole.kind
    WHERE
        NOT EXISTS (
            SELECT 1 FROM staged AS anew
            WHERE
                anew.kind = area.kind AND anew.code = area.code
                AND (
                    anew.valid_from = area.valid_from
                    OR (
                        anew.valid_from > area.valid_from
                        AND daterange(area.valid_from, area.valid_to) @> anew.valid_from
                    )
                )
        )
        AND NOT (
            :complete AND area.valid_from < whole.first_day
            AND NOT EXISTS (
                SELECT 1 FROM staged AS kept
                WHERE kept.kind = area.kind AND kept.code = area.code
            )
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
