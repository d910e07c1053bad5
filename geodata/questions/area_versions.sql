-- The versions of an area, the one that is valid on the day first, else the newest, then from new to old.
-- Parameters: kind, code (text) · on_day (date) · within (integer[] of area ids, null: all).
-- Columns: as area_list.sql, and source, licence, west, south, east, north (degrees).
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
    area.synthetic,
    area.source,
    area.licence,
    ST_XMin(lonlat.box) AS west,
    ST_YMin(lonlat.box) AS south,
    ST_XMax(lonlat.box) AS east,
    ST_YMax(lonlat.box) AS north
FROM area
INNER JOIN area_kind ON area.kind = area_kind.code
CROSS JOIN LATERAL Box2D(to_lonlat(area.geom)) AS lonlat (box)
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
    area.kind = CAST(:kind AS text) AND area.code = CAST(:code AS text)
    AND (CAST(:within AS integer[]) IS NULL OR area.id = ANY(CAST(:within AS integer[])))
ORDER BY
    area.valid_from <= CAST(:on_day AS date)
    AND CAST(:on_day AS date) < coalesce(area.valid_to, 'infinity') DESC,
    area.valid_from DESC
