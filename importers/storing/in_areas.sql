-- How many rows of a batch lie in no area, and in several, of each kind of which there are areas.
-- Parameters: area_ids text[], distinct memberships written as arrays; rows bigint[], how many rows have each
-- Columns: kind text, in_none bigint, in_several bigint.
WITH memberships AS (
    SELECT
        CAST(told.area_ids AS integer[]) AS area_ids,
        told.number_of_rows
    FROM unnest(CAST(:area_ids AS text[]), CAST(:rows AS bigint[])) AS told (area_ids, number_of_rows)
),

kinds AS (
    SELECT DISTINCT kind FROM area
),

per_kind AS (
    SELECT
        kinds.kind,
        memberships.area_ids,
        memberships.number_of_rows,
        count(area.id) AS areas
    FROM memberships
    CROSS JOIN kinds
    LEFT JOIN area ON kinds.kind = area.kind AND area.id = ANY(memberships.area_ids)
    GROUP BY kinds.kind, memberships.area_ids, memberships.number_of_rows
)

SELECT
    kind,
    coalesce(sum(number_of_rows) FILTER (WHERE areas = 0), 0) AS in_none,
    coalesce(sum(number_of_rows) FILTER (WHERE areas > 1), 0) AS in_several
FROM per_kind
GROUP BY kind
ORDER BY kind
