-- The pixels of one photo, for those who see its place; no row for others.
-- Parameters: photo_id (uuid) · small (boolean: the small one for lists) · within (integer[] of area ids, null: all).
-- Columns: media_type, image (bytes).
SELECT
    photo.media_type,
    CASE WHEN :small THEN photo.thumbnail ELSE photo.image END AS image
FROM photo
INNER JOIN place ON photo.place_id = place.id
WHERE
    photo.id = CAST(:photo_id AS uuid)
    AND (CAST(:within AS integer[]) IS NULL OR place.near_area_ids && CAST(:within AS integer[]))
