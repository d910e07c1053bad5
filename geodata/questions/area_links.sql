-- The areas of other kinds, or of other times, that share at least half a per cent of ground with an area.
-- Parameters: area_id · on_day (date).
-- Columns: id, kind, kind_sv, kind_en, code, name_sv, name_en, valid_from, valid_to (excluded), is_valid (on the
-- day), share_of_area, share_of_other (0 to 1); the kinds in order, those valid first, the largest share first.
SELECT
    area.id,
    area.kind,
    area_kind.name_sv AS kind_sv,
    area_kind.name_en AS kind_en,
    area.code,
    area.name_sv,
    area.name_en,
    area.valid_from,
    area.valid_to,
    area.valid_from <= CAST(:on_day AS date)
    AND CAST(:on_day AS date) < coalesce(area.valid_to, 'infinity') AS is_valid,
    area_overlap.share_of_area,
    area_overlap.share_of_other
FROM area_overlap
INNER JOIN area ON area_overlap.other_id = area.id
INNER JOIN area_kind ON area.kind = area_kind.code
WHERE
    area_overlap.area_id = CAST(:area_id AS integer)
    AND greatest(area_overlap.share_of_area, area_overlap.share_of_other) >= 0.005
ORDER BY area_kind.rank ASC, is_valid DESC, area_overlap.share_of_area DESC, area.name_sv COLLATE "sv-x-icu"
