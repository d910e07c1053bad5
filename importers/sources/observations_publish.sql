-- Moves staged observations to their table; a key of this source is the same observation, rows without a key
-- are new. One without a position of its own stands where its place stands.
-- Parameters: source_code text, batch_id uuid, synthetic boolean
-- Columns: offered, stored bigint (all rows; new or changed ones), replaced jsonb (the changed rows as they were).
WITH placed AS MATERIALIZED (
    SELECT
        staged.*,
        to_metric(staged.shape) AS geom,
        coalesce(to_metric(staged.shape), ST_PointOnSurface(place.geom)) AS stands_at
    FROM staged
    LEFT JOIN place ON staged.place_id = place.id
),

published AS (
    INSERT INTO observation (
        place_id, geom, precision, observed_from, observed_to, time_precision, categories, polarity, severity,
        wording, heard_from, area_ids, source, source_key, batch_id, synthetic
    )
    SELECT
        place_id,
        geom,
        precision,
        observed_from,
        observed_to,
        time_precision,
        categories,
        polarity,
        severity,
        wording,
        heard_from,
        areas_of_event(stands_at, local_day(observed_from)),
        :source_code,
        source_key,
        :batch_id,
        :synthetic
    FROM placed
    ORDER BY row_number
    ON CONFLICT (source, source_key) WHERE source_key IS NOT NULL DO UPDATE SET
    place_id = excluded.place_id,
    geom = excluded.geom,
    precision = excluded.precision,
    observed_from = excluded.observed_from,
    observed_to = excluded.observed_to,
    time_precision = excluded.time_precision,
    categories = excluded.categories,
    polarity = excluded.polarity,
    severity = excluded.severity,
    wording = excluded.wording,
    heard_from = excluded.heard_from,
    batch_id = excluded.batch_id,
    synthetic = excluded.synthetic
    WHERE
        (
            observation.place_id, observation.geom, observation.precision, observation.observed_from,
            observation.observed_to, observation.time_precision, observation.categories, observation.polarity,
            observation.severity, observation.wording, observation.heard_from, observation.synthetic
        )
        IS DISTINCT FROM (
            excluded.place_id, excluded.geom, excluded.precision, excluded.observed_from,
            excluded.observed_to, excluded.time_precision, excluded.categories, excluded.polarity,
            excluded.severity, excluded.wording, excluded.heard_from, excluded.synthetic
        )
    RETURNING id
)

SELECT
    (SELECT count(*) FROM staged) AS offered,
    (SELECT count(*) FROM published) AS stored,
    coalesce(jsonb_agg(to_jsonb(old) || jsonb_build_object('geom', CAST(old.geom AS text))), '[]') AS replaced
FROM observation AS old
INNER JOIN published ON old.id = published.id
