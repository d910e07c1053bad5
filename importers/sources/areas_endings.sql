-- Notes at the staged areas which areas in force end when they begin: the former version of each, and of a
-- complete file, at the first row of a kind, the areas of that kind that the file leaves out.
-- Parameters: complete boolean
WITH ending AS (
    SELECT
        staged.row_number,
        area.id
    FROM staged
    INNER JOIN area ON staged.kind = area.kind AND staged.code = area.code
    WHERE
        staged.valid_from = staged.stated_from
        AND area.valid_from < staged.stated_from
        AND daterange(area.valid_from, area.valid_to) @> staged.stated_from
    UNION ALL
    SELECT
        first_of_kind.row_number,
        area.id
    FROM (
        SELECT DISTINCT ON (kind)
            row_number,
            kind,
            stated_from
        FROM staged
        ORDER BY kind ASC, stated_from ASC, row_number ASC
    ) AS first_of_kind
    INNER JOIN area ON first_of_kind.kind = area.kind
    WHERE
        :complete
        AND area.valid_from < first_of_kind.stated_from
        AND daterange(area.valid_from, area.valid_to) @> first_of_kind.stated_from
        AND NOT EXISTS (
            SELECT FROM staged
            WHERE staged.kind = area.kind AND staged.code = area.code
        )
)

UPDATE staged SET ended_ids = gathered.ids
FROM (
    SELECT
        row_number,
        array_agg(id ORDER BY id) AS ids
    FROM ending
    GROUP BY row_number
) AS gathered
WHERE staged.row_number = gathered.row_number
