-- Staged points summed into the areas that contain them.
-- Parameters: year integer, source text
SELECT
    area_id,
    CAST(:year AS integer) AS year,
    'night' AS kind,
    'all' AS sex,
    'all' AS age_band,
    CAST(sum(people) AS integer) AS people,
    CAST(:source AS text) AS source
FROM staged
WHERE area_id IS NOT NULL
GROUP BY area_id
ORDER BY area_id
