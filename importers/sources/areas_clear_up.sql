-- Gives the shares of succession their values from the overlaps again, once a batch of areas is undone.
-- Parameters: batch_id uuid
UPDATE area_successor SET
    share_of_area = area_overlap.share_of_area,
    share_of_successor = area_overlap.share_of_other
FROM area_overlap
WHERE
    area_overlap.area_id = area_successor.area_id AND area_overlap.other_id = area_successor.successor_id
    AND area_successor.share_of_area IS NOT NULL
    AND (area_successor.share_of_area, area_successor.share_of_successor)
    IS DISTINCT FROM (area_overlap.share_of_area, area_overlap.share_of_other)
    AND EXISTS (
        SELECT FROM import_batch
        WHERE import_batch.id = :batch_id AND import_batch.replaced <> '[]'
    )
