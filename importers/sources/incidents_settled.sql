-- By square of staged events: the areas of the kinds that are settled there, and whether a border of another kind
-- runs through it.
-- Columns: east, north, epoch (integer), area_ids (integer[], null for none), has_edge (boolean).
SELECT
    east,
    north,
    epoch,
    array_agg(id ORDER BY id) FILTER (WHERE settled) AS area_ids,
    NOT bool_and(settled) AS has_edge
FROM (
    SELECT DISTINCT ON (east, north, epoch, kind) * FROM staged_meetings
    ORDER BY east, north, epoch, kind, id
) AS first_of_kind
GROUP BY east, north, epoch
