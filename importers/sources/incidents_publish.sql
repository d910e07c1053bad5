-- Moves staged incidents to their table; a key of the same source is the same incident, rows without a key
-- are always new.
-- Parameters: source_code text, batch_id uuid, synthetic boolean
-- Columns: offered, stored bigint (all rows; new or changed ones), replaced jsonb (the changed rows as they were).
WITH placed AS MATERIALIZED (
    SELECT
        staged.*,
        to_metric(shape) AS geom
    FROM staged
),

published AS (
    INSERT INTO incident (
        source, source_key, category, crime_group, occurred_from, occurred_to, time_precision, geom, precision,
        area_ids, synthetic, batch_id
    )
    SELECT
        :source_code,
        source_key,
        category,
        crime_group,
        occurred_from,
        occurred_to,
        time_precision,
        geom,
        precision,
        areas_of_event(geom, local_day(occurred_from)),
        :synthetic,
        :batch_id
    FROM placed
    ORDER BY row_number
    ON CONFLICT (source, source_key) WHERE source_key IS NOT NULL DO UPDATE SET
    category = excluded.category,
    crime_group = excluded.crime_group,
    occurred_from = excluded.occurred_from,
    occurred_to = excluded.occurred_to,
    time_precision = excluded.time_precision,
    geom = excluded.geom,
    precision = excluded.precision,
    area_id = NULL,
    synthetic = excluded.synthetic,
    batch_id = excluded.batch_id
    WHERE
        (
            incident.category, incident.crime_group, incident.occurred_from, incident.occurred_to,
            incident.time_precision, incident.geom, incident.precision, incident.synthetic
        )
        IS DISTINCT FROM (
            excluded.category, excluded.crime_group, excluded.occurred_from, excluded.occurred_to,
            excluded.time_precision, excluded.geom, excluded.precision, excluded.synthetic
        )
    RETURNING id
)

SELECT
    (SELECT count(*) FROM staged) AS offered,
    (SELECT count(*) FROM published) AS stored,
    coalesce(
        jsonb_agg(to_jsonb(old) - 'tile_geom' || jsonb_build_object('geom', CAST(old.geom AS text))), '[]'
    ) AS replaced
FROM incident AS old
INNER JOIN published ON old.id = published.id
