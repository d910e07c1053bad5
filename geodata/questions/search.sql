-- Areas (in their newest version), places and measures whose name holds the words: names that begin so first.
-- Parameters: words (a pattern for ILIKE) · beginning (the same without its leading %) · areas_shown,
-- places_shown, measures_shown (boolean) · areas_within, places_within, measures_within (integer[] of area ids,
-- null: all) · row_limit.
-- Columns: sort ("area", "place", "measure"), key ("kind:code" or the id), kind (area or place kind, measure
-- type), name_sv, name_en, lon, lat (degrees, null without a position).
WITH hit AS (
    SELECT 'area' AS sort, kind || ':' || code AS key, kind, name_sv, name_en, geom -- noqa: LT09
    FROM area
    WHERE
        CAST(:areas_shown AS boolean)
        AND (name_sv ILIKE CAST(:words AS text) OR name_en ILIKE CAST(:words AS text))
        AND (CAST(:areas_within AS integer[]) IS NULL OR id = ANY(CAST(:areas_within AS integer[])))
        AND NOT EXISTS (
            SELECT FROM area AS newer
            WHERE newer.kind = area.kind AND newer.code = area.code AND newer.valid_from > area.valid_from
        )
    UNION ALL
    SELECT 'place', id::text, kind, name, name, geom -- noqa: LT09, AL03, AL08
    FROM place
    WHERE
        CAST(:places_shown AS boolean) AND name ILIKE CAST(:words AS text) AND status <> 'rejected'
        AND (CAST(:places_within AS integer[]) IS NULL OR near_area_ids && CAST(:places_within AS integer[]))
    UNION ALL
    SELECT 'measure', id::text, type, name, name, geom -- noqa: LT09, AL03, AL08
    FROM measure
    WHERE
        CAST(:measures_shown AS boolean) AND name ILIKE CAST(:words AS text)
        AND (CAST(:measures_within AS integer[]) IS NULL OR near_area_ids && CAST(:measures_within AS integer[]))
)

SELECT
    hit.sort,
    hit.key,
    hit.kind,
    hit.name_sv,
    hit.name_en,
    ST_X(spot.lonlat) AS lon,
    ST_Y(spot.lonlat) AS lat
FROM hit
CROSS JOIN LATERAL to_lonlat(ST_PointOnSurface(hit.geom)) AS spot (lonlat)
ORDER BY
    hit.name_sv ILIKE CAST(:beginning AS text) OR hit.name_en ILIKE CAST(:beginning AS text) DESC,
    hit.name_sv COLLATE "sv-x-icu" ASC, hit.sort ASC, hit.key ASC
LIMIT CAST(:row_limit AS integer)
