-- The staged points that lie in no area, and the people there.
-- Columns: points bigint, people bigint.
SELECT
    count(*) AS points,
    coalesce(sum(people), 0) AS people
FROM staged
WHERE area_id IS NULL
