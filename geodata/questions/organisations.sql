-- Parties and units that exist on a day.
-- Parameters: day.
-- Columns: id, code, name_sv, name_en, kind.
SELECT
    organisation.id,
    organisation.code,
    organisation.name_sv,
    organisation.name_en,
    organisation.kind
FROM organisation
WHERE
    (organisation.valid_from IS NULL OR organisation.valid_from <= :day)
    AND (organisation.valid_to IS NULL OR :day < organisation.valid_to)
ORDER BY organisation.name_sv COLLATE "sv-x-icu", organisation.id -- noqa: RF03
