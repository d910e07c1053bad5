-- The staged points that lie in no area of a kind at the end of a year, and the people there.
-- Parameters: area_kind text, year integer
-- Columns: points bigint, people bigint.
SELECT
    count(*) AS points,
    coalesce(sum(staged.people), 0) AS people
FROM staged
WHERE NOT EXISTS (
    SELECT FROM area
    WHERE
        area.kind = :area_kind
        AND daterange(area.valid_from, area.valid_to) @> make_date(:year, 12, 31)
        AND ST_Intersects(area.geom, to_metric(staged.shape))
)
