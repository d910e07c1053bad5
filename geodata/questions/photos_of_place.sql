-- The photos of a place without their pixels, newest first.
-- Parameters: place_id (uuid).
-- Columns: id, width and height (pixels), byte_count, caption, held, created_at, created_by (name or null).
SELECT
    id,
    width,
    height,
    byte_count,
    caption,
    held,
    created_at,
    account_name(created_by) AS created_by
FROM photo
WHERE place_id = CAST(:place_id AS uuid)
ORDER BY created_at DESC, id ASC
