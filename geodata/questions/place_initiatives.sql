-- The initiatives that a place belongs to, by title.
-- Parameters: place_id (uuid) · within (integer[] of area ids, null: all).
-- Columns: id, title, status.
SELECT
    initiative.id,
    initiative.title,
    initiative.status
FROM initiative
INNER JOIN initiative_place ON initiative.id = initiative_place.initiative_id
WHERE
    initiative_place.place_id = CAST(:place_id AS uuid)
    AND (
        CAST(:within AS integer[]) IS NULL OR initiative.area_ids = '{}'
        OR initiative.area_ids && CAST(:within AS integer[])
    )
ORDER BY initiative.title COLLATE "sv-x-icu", initiative.id
