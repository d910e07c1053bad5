-- What organisations and initiatives are called.
-- Parameters: ids (uuid[]).
-- Columns: id, name_sv, name_en.
SELECT
    organisation.id,
    organisation.name_sv,
    organisation.name_en
FROM organisation
WHERE organisation.id = ANY(CAST(:ids AS uuid[]))
UNION ALL
SELECT
    initiative.id,
    initiative.title AS name_sv,
    initiative.title AS name_en
FROM initiative
WHERE initiative.id = ANY(CAST(:ids AS uuid[]))
