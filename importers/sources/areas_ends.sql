-- Ends the versions in force of areas that get a new version, on its first day; of a complete file also the
-- areas of its kind that it leaves out. Gives each as it was.
-- Parameters: complete boolean
-- Column: before jsonb (the row without what is computed).
WITH beginning AS (
    SELECT
        kind,
        code,
        stated_from AS first_day
    FROM staged
    WHERE valid_from = stated_from
),

whole AS (
    SELECT
        kind,
        min(stated_from) AS first_day
    FROM staged
    GROUP BY kind
),

ending AS (
    SELECT
        area.id,
        min(beginning.first_day) AS last_day
    FROM area
    INNER JOIN beginning
        ON
            area.kind = beginning.kind AND area.code = beginning.code
            AND area.valid_from < beginning.first_day
            AND daterange(area.valid_from, area.valid_to) @> beginning.first_day
    GROUP BY area.id
    UNION ALL
    SELECT
        area.id,
        whole.first_day AS last_day
    FROM area
    INNER JOIN whole ON area.kind = whole.kind
    WHERE
        :complete
        AND area.valid_from < whole.first_day
        AND daterange(area.valid_from, area.valid_to) @> whole.first_day
        AND NOT EXISTS (
            SELECT FROM staged
            WHERE staged.kind = area.kind AND staged.code = area.code
        )
),

ended AS (
    UPDATE area SET
        valid_to = ending.last_day,
        version = area.version + 1
    FROM ending
    WHERE area.id = ending.id
    RETURNING area.id
)

SELECT
    (to_jsonb(area) - ARRAY['tile_geom', 'extent_m2'])
    || jsonb_build_object('geom', CAST(area.geom AS text)) AS before
FROM area
INNER JOIN ended ON area.id = ended.id
ORDER BY area.id
