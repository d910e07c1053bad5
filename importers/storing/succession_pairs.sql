-- Records, for areas that ended when areas of a batch began, which areas took over more than a hundredth of
-- either's ground. Shares come from the overlaps that the database keeps.
-- Parameters: batch_id uuid, succeeds text (another kind that the batch's areas replace, or null)
WITH fresh AS (
    SELECT DISTINCT
        kind,
        valid_from
    FROM area
    WHERE batch_id = :batch_id
)

INSERT INTO area_successor (area_id, successor_id, share_of_area, share_of_successor)
SELECT DISTINCT
    ended.id AS area_id,
    later.id AS successor_id,
    area_overlap.share_of_area,
    area_overlap.share_of_other
FROM fresh
INNER JOIN area AS ended
    ON
        fresh.valid_from = ended.valid_to
        AND (fresh.kind = ended.kind OR ended.kind = CAST(:succeeds AS text))
INNER JOIN area_overlap ON ended.id = area_overlap.area_id
INNER JOIN area AS later ON area_overlap.other_id = later.id AND fresh.kind = later.kind
WHERE
    daterange(later.valid_from, later.valid_to) @> fresh.valid_from
    AND greatest(area_overlap.share_of_area, area_overlap.share_of_other) > 0.01
ON CONFLICT (area_id, successor_id) DO UPDATE SET
    share_of_area = excluded.share_of_area,
    share_of_successor = excluded.share_of_successor,
    share_of_people = NULL
