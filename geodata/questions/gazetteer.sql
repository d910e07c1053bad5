-- What names written in a text may mean: streets, areas (their latest version) and known places whose names have
-- most trigrams in common with them. The asker's reach holds for places. A name inside a longer text counts as
-- much as the whole text being it: the mean of both resemblances, 0 to 1.
-- Parameters: names text[]; most integer, suggestions per name.
-- Columns: given text, code text (street:id, area:id, place:id), name text, kind text (street, place, or the kind
-- of area), similarity double precision (0-1), lon, lat double precision (degrees), precision text (street, area).
WITH asked AS (
    SELECT DISTINCT given
    FROM unnest(CAST(:names AS text[])) AS names (given)
),

alike AS (
    SELECT DISTINCT street.name
    FROM asked
    INNER JOIN street ON street.name % asked.given OR street.name_other % asked.given
    WHERE street.name <> ''
),

named AS (
    SELECT
        'street:' || found.id AS code,
        found.name,
        found.name_other,
        'street' AS kind,
        found.spot,
        'street' AS precision
    FROM street_spots((SELECT array_agg(alike.name) FROM alike)) AS found
    UNION ALL
    (
        SELECT DISTINCT ON (area.kind, area.code)
            'area:' || area.id AS code,
            area.name_sv AS name,
            area.name_en AS name_other,
            area.kind,
            ST_PointOnSurface(area.geom) AS spot,
            'area' AS precision
        FROM area
        ORDER BY area.kind ASC, area.code ASC, area.valid_from DESC
    )
    UNION ALL
    SELECT
        'place:' || place.id AS code,
        place.name,
        '' AS name_other,
        'place' AS kind,
        ST_PointOnSurface(place.geom) AS spot,
        'street' AS precision
    FROM place
    WHERE NOT place.held AND place.status <> 'rejected'
),

judged AS (
    SELECT
        asked.given,
        named.*,
        greatest(
            similarity(named.name, asked.given) + strict_word_similarity(named.name, asked.given),
            similarity(named.name_other, asked.given) + strict_word_similarity(named.name_other, asked.given)
        ) / 2 AS resemblance
    FROM asked
    INNER JOIN named ON named.name % asked.given OR named.name_other % asked.given
),

ranked AS (
    SELECT
        judged.*,
        row_number() OVER (PARTITION BY judged.given ORDER BY judged.resemblance DESC, judged.code ASC) AS place_in_list
    FROM judged
)

SELECT
    given,
    code,
    name,
    kind,
    CAST(resemblance AS double precision) AS similarity,
    ST_X(to_lonlat(spot)) AS lon,
    ST_Y(to_lonlat(spot)) AS lat,
    precision
FROM ranked
WHERE place_in_list <= :most
ORDER BY given, place_in_list
