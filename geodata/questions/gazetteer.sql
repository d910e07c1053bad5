-- What names written in a text may mean: streets, areas and known places whose names have most trigrams in common
-- with them. The asker's reach holds for places. A name inside a longer text counts as much as the whole text being
-- it: the mean of both resemblances, 0 to 1.
-- Parameters: names text[]; most integer, suggestions per name.
-- Columns: given text, code text (street:id, area:id, place:id), name text, kind text (street, place, or the kind
-- of area), kind_sv, kind_en text (that kind's names, null for street and place), similarity double precision (0-1),
-- lon, lat double precision (degrees), precision text (street, area).
WITH judged AS (
    SELECT
        asked.given,
        named.*,
        greatest(
            similarity(named.name, asked.given) + strict_word_similarity(named.name, asked.given),
            similarity(named.name_other, asked.given) + strict_word_similarity(named.name_other, asked.given)
        ) / 2 AS resemblance
    FROM unnest(CAST(:names AS text[])) AS asked (given)
    INNER JOIN named_places(CAST(:names AS text[])) AS named
        ON named.name % asked.given OR named.name_other % asked.given
),

ranked AS (
    SELECT
        judged.*,
        row_number() OVER (PARTITION BY judged.given ORDER BY judged.resemblance DESC, judged.code ASC) AS rank_of_given
    FROM judged
)

SELECT
    ranked.given,
    ranked.code,
    ranked.name,
    ranked.kind,
    area_kind.name_sv AS kind_sv,
    area_kind.name_en AS kind_en,
    CAST(ranked.resemblance AS double precision) AS similarity,
    ST_X(to_lonlat(ranked.spot)) AS lon,
    ST_Y(to_lonlat(ranked.spot)) AS lat,
    ranked.precision
FROM ranked
LEFT JOIN area_kind ON ranked.kind = area_kind.code AND ranked.code LIKE 'area:%'
WHERE ranked.rank_of_given <= :most
ORDER BY ranked.given, ranked.rank_of_given
