-- The names of areas of a kind, valid on a day, that no staged row groups.
-- Parameters: from_kind text, valid_from date
-- Column: name text.
SELECT area.name_sv AS name
FROM area
WHERE
    area.kind = :from_kind
    AND daterange(area.valid_from, area.valid_to) @> CAST(:valid_from AS date)
    AND NOT EXISTS (
        SELECT 1 FROM staged
        WHERE staged.member_id = area.id
    )
ORDER BY area.name_sv
