-- Ends the areas that staged ones end, each on the first day of the one that follows; gives each as it was.
-- Column: before jsonb (the row without what is computed).
WITH ending AS (
    SELECT
        gone.id,
        min(staged.stated_from) AS first_day_after
    FROM staged
    CROSS JOIN unnest(staged.ended_ids) AS gone (id)
    WHERE staged.ended_ids IS NOT NULL
    GROUP BY gone.id
),

ended AS (
    UPDATE area SET
        valid_to = ending.first_day_after,
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
