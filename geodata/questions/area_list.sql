-- Areas by kind and name, as the map's layer "areas" draws them (geodata/layers/areas.sql has the same rule):
-- each kind as it stood on the last day of the period on which areas of the kind were valid.
-- Parameters: first_day, stop_day (dates, the latter excluded, null: open, to this day) · kind (text, null: all)
-- · within (integer[] of area ids, null: all).
-- Columns: id, kind, kind_sv, kind_en, code, name_sv, name_en, valid_from, valid_to (excluded), accuracy,
-- extent_km2, people and people_year (newest figure of the night population, null: none), synthetic.
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
    area.valid_from,
    area.valid_to,
    area.accuracy,
    area.extent_m2 / 1e6 AS extent_km2,
    newest.people,
    newest.year AS people_year,
    area.synthetic
FROM area
INNER JOIN reference ON area.kind = reference.kind
INNER JOIN area_kind ON area.kind = area_kind.code
LEFT JOIN LATERAL (
    SELECT
        population.people,
        population.year
    FROM population
    WHERE
        population.area_id = area.id AND population.kind = 'night'
        AND population.sex = 'all' AND population.age_band = 'all'
    ORDER BY population.year DESC
    LIMIT 1
) AS newest ON TRUE
WHERE
    reference.day >= coalesce(CAST(:first_day AS date), '-infinity')
    AND area.valid_from <= reference.day
    AND (area.valid_to IS NULL OR reference.day < area.valid_to)
    AND (CAST(:kind AS text) IS NULL OR area.kind = CAST(:kind AS text))
    AND (CAST(:within AS integer[]) IS NULL OR area.id = ANY(CAST(:within AS integer[])))
ORDER BY area_kind.rank, area.name_sv COLLATE "sv-x-icu", area.id
