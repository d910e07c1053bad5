-- Ends the areas that staged ones end, each on the first day of the one that follows; gives each as it was.
-- Column: before jsonb (the row without what is computed, column by column: as a whole its shapes were GeoJSON).
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
    jsonb_build_object(
        'id', area.id,
        'kind', area.kind,
        'code', area.code,
        'name_sv', area.name_sv,
        'name_en', area.name_en,
        'geom', CAST(area.geom AS text),
        'valid_from', area.valid_from,
        'valid_to', area.valid_to,
        'accuracy', area.accuracy,
        'source', area.source,
        'licence', area.licence,
        'synthetic', area.synthetic,
        'version', area.version,
        'batch_id', area.batch_id,
        'created_at', area.created_at
    ) AS before
FROM area
INNER JOIN ended ON area.id = ended.id
ORDER BY area.id
