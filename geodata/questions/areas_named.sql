-- Areas by id that were valid on a day, in the kinds' order and then by name.
-- Parameters: ids (integer[]) · on_day (date, null: whenever).
-- Columns: id, kind, kind_sv, kind_en, code, name_sv, name_en.
SELECT
    area.id,
    area.kind,
    area_kind.name_sv AS kind_sv,
    area_kind.name_en AS kind_en,
    area.code,
    area.name_sv,
    area.name_en
FROM area
INNER JOIN area_kind ON area.kind = area_kind.code
WHERE
    area.id = ANY(CAST(:ids AS integer[]))
    AND (
        CAST(:on_day AS date) IS NULL
        OR area.valid_from <= CAST(:on_day AS date)
        AND (area.valid_to IS NULL OR CAST(:on_day AS date) < area.valid_to)
    )
ORDER BY area_kind.rank, area.name_sv COLLATE "sv-x-icu", area.id
