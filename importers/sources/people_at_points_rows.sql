-- Staged points summed into the areas of a kind that contain them at the end of a year; a point on a shared
-- edge counts in the area with the lowest id.
-- Parameters: area_kind text, year integer, source text
WITH placed AS (
    SELECT
        staged.people,
        min(area.id) AS area_id
    FROM staged
    INNER JOIN area ON ST_Intersects(area.geom, to_metric(staged.shape))
    WHERE
        area.kind = :area_kind
        AND daterange(area.valid_from, area.valid_to) @> make_date(:year, 12, 31)
    GROUP BY staged.ctid, staged.people
)

SELECT
    area_id,
    CAST(:year AS integer) AS year,
    'night' AS kind,
    'all' AS sex,
    'all' AS age_band,
    CAST(sum(people) AS integer) AS people,
    CAST(:source AS text) AS source
FROM placed
GROUP BY area_id
ORDER BY area_id
