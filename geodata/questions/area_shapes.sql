-- The areas of a map section with their borders, as the map's layer "areas" draws them (geodata/layers/areas.sql has
-- the same rule): each kind as it stood on the last day of the period on which areas of the kind were valid.
-- Parameters: within (integer[] of area ids, null: all) · first_day, stop_day (dates, the latter excluded, null:
-- open, to this day) · kinds (text[]) · west, south, east, north (degrees).
-- Columns: id, kind, kind_sv, kind_en, code, name_sv, name_en, accuracy, geojson (degrees, to a few metres).
WITH reference AS (
    SELECT
        kind,
        (least(
            max(coalesce(valid_to, 'infinity')), coalesce(CAST(:stop_day AS date), current_date + 1)
        ) - 1)::date AS day
    FROM area
    WHERE valid_from < coalesce(CAST(:stop_day AS date), current_date + 1)
    GROUP BY kind
)

SELECT
    area.id,
    area.kind,
    area_kind.name_sv AS kind_sv,
    area_kind.name_en AS kind_en,
    area.code,
    area.name_sv,
    area.name_en,
    area.accuracy,
    ST_AsGeoJSON(to_lonlat(ST_SimplifyPreserveTopology(area.geom, 5)), 5) AS geojson
FROM area
INNER JOIN reference ON area.kind = reference.kind
INNER JOIN area_kind ON area.kind = area_kind.code
WHERE
    reference.day >= coalesce(CAST(:first_day AS date), '-infinity')
    AND area.valid_from <= reference.day
    AND (area.valid_to IS NULL OR reference.day < area.valid_to)
    AND area.kind = ANY(CAST(:kinds AS text[]))
    AND (CAST(:within AS integer[]) IS NULL OR area.id = ANY(CAST(:within AS integer[])))
    AND ST_Intersects(
        to_lonlat(area.geom),
        ST_MakeEnvelope(
            CAST(:west AS float), CAST(:south AS float), CAST(:east AS float), CAST(:north AS float), 4326
        )
    )
ORDER BY area.extent_m2 DESC, area.id ASC
