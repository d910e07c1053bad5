-- Moves staged places to their table; a key of this source is the same place, rows without a key are new.
-- Parameters: source_code text, batch_id uuid, synthetic boolean
-- Columns: offered, stored bigint (all rows; new or changed ones), replaced jsonb (the changed rows as they were).
WITH placed AS MATERIALIZED (
    SELECT
        staged.*,
        to_metric(shape) AS geom
    FROM staged
),

published AS (
    INSERT INTO place (
        name, kind, polarity, status, geom, precision, description, reported_on, archived_on, area_ids,
        source, source_key, batch_id, synthetic
    )
    SELECT
        name,
        kind,
        polarity,
        status,
        geom,
        precision,
        description,
        reported_on,
        archived_on,
        areas_of_shape(geom, reported_on, archived_on),
        :source_code,
        source_key,
        :batch_id,
        :synthetic
    FROM placed
    ORDER BY row_number
    ON CONFLICT (source, source_key) WHERE source_key IS NOT NULL DO UPDATE SET
    name = excluded.name,
    kind = excluded.kind,
    polarity = excluded.polarity,
    status = excluded.status,
    geom = excluded.geom,
    precision = excluded.precision,
    description = excluded.description,
    reported_on = excluded.reported_on,
    archived_on = excluded.archived_on,
    batch_id = excluded.batch_id,
    synthetic = excluded.synthetic
    WHERE
        (
            place.name, place.kind, place.polarity, place.status, place.geom, place.precision,
            place.description, place.reported_on, place.archived_on, place.synthetic
        )
        IS DISTINCT FROM (
            excluded.name, excluded.kind, excluded.polarity, excluded.status, excluded.geom, excluded.precision,
            excluded.description, excluded.reported_on, excluded.archived_on, excluded.synthetic
        )
    RETURNING id
)

SELECT
    (SELECT count(*) FROM staged) AS offered,
    (SELECT count(*) FROM published) AS stored,
    coalesce(
        jsonb_agg(to_jsonb(old) - 'tile_geom' || jsonb_build_object('geom', CAST(old.geom AS text))), '[]'
    ) AS replaced
FROM place AS old
INNER JOIN published ON old.id = published.id
