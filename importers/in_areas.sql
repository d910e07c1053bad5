-- How many rows of a batch lie in no area, and in several, of each kind of which there are areas.
-- Parameters: area_ids text[], distinct memberships written as arrays; rows bigint[], how many rows have each
-- Columns: kind text, in_none bigint, in_several bigint.
WITH memberships AS (
    SELECT
        CAST(told.area_ids AS integer []) AS area_ids,
        told.number_of_rows
    FROM unnest(CAST(:area_ids AS text []), CAST(:rows AS bigint [])) AS told (area_ids, number_of_rows)
),

per_kind AS (
    SELECT
        kinds.kind,
        memberships.number_of_rows,
        (
            SELECT count(*) FROM area
            WHERE area.kind = kinds.kind AND area.id = ANY(memberships.area_ids)
        ) AS areas
    FROM memberships
    CROSS JOIN (SELECT DISTINCT kind FROM area) AS kinds
)

SELECT
    kind,
    coalesce(sum(number_of_rows) FILTER (WHERE areas = 0), 0) AS in_none,
    coalesce(sum(number_of_rows) FILTER (WHERE areas > 1), 0) AS in_several
FROM per_kind
GROUP BY kind
ORDER BY kind
