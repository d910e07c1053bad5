-- Where the names of areas stand on the map: each kind as the layer "areas" draws it (geodata/layers/areas.sql).
-- Parameters: within (integer[] of area ids, null: all) · first_day, stop_day (dates, the latter excluded, null:
-- open, to this day).
-- Columns: id, kind, name_sv, name_en, lon, lat (degrees, of a point inside the area).
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
    area.name_sv,
    area.name_en,
    ST_X(spot) AS lon,
    ST_Y(spot) AS lat
FROM area
INNER JOIN reference ON area.kind = reference.kind
CROSS JOIN LATERAL to_lonlat((ST_MaximumInscribedCircle(area.geom)).center) AS spot
WHERE
    reference.day >= coalesce(CAST(:first_day AS date), '-infinity')
    AND area.valid_from <= reference.day
    AND (area.valid_to IS NULL OR reference.day < area.valid_to)
    AND (CAST(:within AS integer[]) IS NULL OR area.id = ANY(CAST(:within AS integer[])))
ORDER BY area.extent_m2 DESC, area.id ASC
