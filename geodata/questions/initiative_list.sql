-- Initiatives, the newest start first, those without a start before them.
-- Parameters: within (integer[] of area ids, null: all; initiatives without areas are the whole city's and
-- everybody's) · area_kind, area_code (text, null: everywhere) · first_day, stop_day (dates, the latter excluded,
-- null: open) · words (a pattern for ILIKE, null: all) · initiative_id (uuid, null: all) · row_limit, row_offset.
-- Columns: those of the initiative, its leading party's name, how many goals, measures and places it has,
-- total (rows without the limit).
SELECT
    initiative.id,
    initiative.title,
    initiative.summary,
    initiative.problem,
    initiative.ownership,
    initiative.status,
    initiative.priority_areas,
    initiative.area_ids,
    initiative.planned_start,
    initiative.planned_end,
    initiative.started_on,
    initiative.ended_on,
    initiative.version,
    initiative.synthetic,
    organisation.name_sv AS owner_sv,
    organisation.name_en AS owner_en,
    (SELECT count(*) FROM goal WHERE goal.initiative_id = initiative.id) AS goals, -- noqa: LT14
    (SELECT count(*) FROM measure WHERE measure.initiative_id = initiative.id) AS measures, -- noqa: LT14
    (SELECT count(*) FROM initiative_place AS link WHERE link.initiative_id = initiative.id) AS places, -- noqa: LT14
    count(*) OVER () AS total
FROM initiative
LEFT JOIN organisation ON initiative.lead_organisation_id = organisation.id
WHERE
    (
        CAST(:within AS integer[]) IS NULL OR initiative.area_ids = '{}'
        OR initiative.area_ids && CAST(:within AS integer[])
    )
    AND (CAST(:area_code AS text) IS NULL OR initiative.area_ids && ARRAY(
        SELECT area.id FROM area
        WHERE area.kind = CAST(:area_kind AS text) AND area.code = CAST(:area_code AS text)
    ))
    AND coalesce(initiative.started_on, initiative.planned_start, '-infinity')
    < coalesce(CAST(:stop_day AS date), 'infinity')
    AND coalesce(initiative.ended_on, initiative.planned_end, 'infinity')
    > coalesce(CAST(:first_day AS date), '-infinity')
    AND (CAST(:words AS text) IS NULL OR initiative.title || ' ' || initiative.summary ILIKE CAST(:words AS text))
    AND (CAST(:initiative_id AS uuid) IS NULL OR initiative.id = CAST(:initiative_id AS uuid))
ORDER BY
    coalesce(initiative.started_on, initiative.planned_start) DESC NULLS FIRST,
    initiative.title COLLATE "sv-x-icu", initiative.id ASC
LIMIT CAST(:row_limit AS integer) OFFSET CAST(:row_offset AS integer)
