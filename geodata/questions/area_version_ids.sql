-- The ids of all versions of an area.
-- Parameters: area_kind, area_code (text) · within (integer[] of area ids, null: all).
-- Columns: id.
SELECT id
FROM area
WHERE
    kind = CAST(:area_kind AS text) AND code = CAST(:area_code AS text)
    AND (CAST(:within AS integer[]) IS NULL OR id = ANY(CAST(:within AS integer[])))
ORDER BY id
