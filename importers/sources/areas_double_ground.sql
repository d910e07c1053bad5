-- The staged areas that share more than a hundredth of the smaller surface with another area of their kind
-- that is valid on the same days: in the same file (the later row is named), or in the database, what the file
-- ends or replaces apart. Only pairs whose boxes meet are compared.
-- Columns: row_number integer, value text (the other area's name).
WITH ground AS MATERIALIZED (
    SELECT
        row_number AS id,
        kind,
        name_sv,
        daterange(valid_from, valid_to) AS valid,
        geom
    FROM staged
    UNION ALL
    SELECT
        -area.id AS id,
        area.kind,
        area.name_sv,
        daterange(area.valid_from, area.valid_to) AS valid,
        area.geom
    FROM area
    WHERE
        area.geom && (SELECT ST_SetSRID(CAST(ST_Extent(geom) AS geometry), metric_srid()) FROM staged)
        AND area.kind IN (SELECT kind FROM staged)
        AND area.id NOT IN (SELECT unnest(ended_ids) FROM staged)
        AND NOT EXISTS (
            SELECT FROM staged AS anew
            WHERE anew.kind = area.kind AND anew.code = area.code AND anew.valid_from = area.valid_from
        )
),

meeting AS (
    SELECT
        greatest(smaller, larger) AS row_number,
        least(smaller, larger) AS other_id
    FROM (
        SELECT
            array_agg(id) AS ids,
            array_agg(box3d(geom)) AS boxes
        FROM ground
    ) AS drawn
    CROSS JOIN LATERAL meeting_boxes(drawn.ids, drawn.boxes)
)

SELECT
    meeting.row_number,
    min(other.name_sv) AS value
FROM meeting
INNER JOIN ground AS one ON meeting.row_number = one.id
INNER JOIN ground AS other ON meeting.other_id = other.id AND one.kind = other.kind AND one.valid && other.valid
WHERE
    meeting.row_number > 0
    AND ST_Area(ST_Intersection(one.geom, other.geom)) > 0.01 * least(ST_Area(one.geom), ST_Area(other.geom))
GROUP BY meeting.row_number
ORDER BY meeting.row_number
