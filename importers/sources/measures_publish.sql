-- Moves staged measures to their table; a key of this source is the same measure, rows without a key are new.
-- Parameters: source_code text, batch_id uuid, synthetic boolean
-- Columns: offered, stored bigint (all rows; new or changed ones), replaced jsonb (the changed rows as they were).
WITH placed AS MATERIALIZED (
    SELECT
        staged.*,
        to_metric(shape) AS geom
    FROM staged
),

published AS (
    INSERT INTO measure (
        type, name, status, geom, precision, parameters, planned_start, started_on, ended_on, temporary,
        responsible_organisation_id, cost_sek, note, area_ids, source, source_key, batch_id, synthetic
    )
    SELECT
        type,
        name,
        status,
        geom,
        precision,
        parameters,
        planned_start,
        started_on,
        ended_on,
        temporary,
        responsible_id,
        cost_sek,
        note,
        areas_of_shape(geom, first_day_of_measure(started_on, planned_start, now()), ended_on),
        :source_code,
        source_key,
        :batch_id,
        :synthetic
    FROM placed
    ORDER BY row_number
    ON CONFLICT (source, source_key) WHERE source_key IS NOT NULL DO UPDATE SET
    type = excluded.type,
    name = excluded.name,
    status = excluded.status,
    geom = excluded.geom,
    precision = excluded.precision,
    parameters = excluded.parameters,
    planned_start = excluded.planned_start,
    started_on = excluded.started_on,
    ended_on = excluded.ended_on,
    temporary = excluded.temporary,
    responsible_organisation_id = excluded.responsible_organisation_id,
    cost_sek = excluded.cost_sek,
    note = excluded.note,
    batch_id = excluded.batch_id,
    synthetic = excluded.synthetic
    WHERE
        (
            measure.type, measure.name, measure.status, measure.geom, measure.precision, measure.parameters,
            measure.planned_start, measure.started_on, measure.ended_on, measure.temporary,
            measure.responsible_organisation_id, measure.cost_sek, measure.note, measure.synthetic
        )
        IS DISTINCT FROM (
            excluded.type, excluded.name, excluded.status, excluded.geom, excluded.precision,
            excluded.parameters, excluded.planned_start, excluded.started_on, excluded.ended_on,
            excluded.temporary, excluded.responsible_organisation_id, excluded.cost_sek, excluded.note,
            excluded.synthetic
        )
    RETURNING id
)

SELECT
    (SELECT count(*) FROM staged) AS offered,
    (SELECT count(*) FROM published) AS stored,
    coalesce(
        jsonb_agg(to_jsonb(old) - 'tile_geom' || jsonb_build_object('geom', CAST(old.geom AS text))), '[]'
    ) AS replaced
FROM measure AS old
INNER JOIN published ON old.id = published.id
