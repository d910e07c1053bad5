-- Where hotspots are looked for: the areas of a kind, valid on last_day, in which any record has ever been
-- placed; an area without any is not covered by the data. Column: ids, null where there is none.
SELECT array_agg(area.id ORDER BY area.id) AS ids
FROM area
WHERE
    area.kind = CAST(:kind AS text)
    AND area.valid_from <= CAST(:last_day AS date)
    AND (area.valid_to IS NULL OR area.valid_to > CAST(:last_day AS date))
    AND EXISTS (
        SELECT FROM police.incident
        WHERE incident.area_ids @> ARRAY[area.id]
    )
