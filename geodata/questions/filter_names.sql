-- The names behind a filter: of its area (in its newest version) and of the kind shown.
-- Parameters: area_kind, area_code, kind (text or null).
-- Columns: key ("kind:code" or the kind's code), name_sv, name_en.
(
    SELECT
        kind || ':' || code AS key,
        name_sv,
        name_en
    FROM area
    WHERE kind = CAST(:area_kind AS text) AND code = CAST(:area_code AS text)
    ORDER BY valid_from DESC
    LIMIT 1
)
UNION ALL
SELECT
    code,
    name_sv,
    name_en
FROM area_kind
WHERE code = CAST(:kind AS text)
