-- The areas that hold a point on a day, one of each kind, in the kinds' order.
-- Parameters: shape (a point, EWKB or EWKT) · on_day (date).
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
WHERE area.id = ANY(areas_of_event(to_metric(CAST(:shape AS geometry)), CAST(:on_day AS date)))
ORDER BY area_kind.rank, area.name_sv COLLATE "sv-x-icu"
