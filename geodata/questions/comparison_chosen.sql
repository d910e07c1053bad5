-- The places and the areas (valid on a day) that someone has named.
-- Parameters: keys (ids of places, or kind, colon, code of areas); valid_on (day).
-- Columns: key, form ("places", "areas"), id as text, kind, name_sv, name_en.
SELECT
    CAST(id AS text) AS key,
    'places' AS form,
    CAST(id AS text) AS id,
    kind,
    name AS name_sv,
    name AS name_en
FROM place
WHERE CAST(id AS text) = ANY(CAST(:keys AS text[]))
UNION ALL
SELECT
    kind || ':' || code AS key,
    'areas' AS form,
    CAST(id AS text) AS id,
    kind,
    name_sv,
    name_en
FROM area
WHERE
    kind || ':' || code = ANY(CAST(:keys AS text[]))
    AND valid_from <= CAST(:valid_on AS date)
    AND (valid_to IS NULL OR valid_to > CAST(:valid_on AS date))
