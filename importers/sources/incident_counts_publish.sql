-- Moves staged counts to their table; the same group, period, daypart and area or cell is the same count.
-- Parameters: source_code text, batch_id uuid, synthetic boolean
-- Columns: offered, stored bigint (all rows; new or changed ones), replaced jsonb (the changed rows as they were).
WITH placed AS MATERIALIZED (
    SELECT
        staged.*,
        to_metric(shape) AS centre
    FROM staged
),

published AS (
    INSERT INTO incident_count (
        source, source_key, crime_group, period_start, period_end, daypart, events, area_id, cell_centre,
        cell_metres, area_ids, synthetic, batch_id
    )
    SELECT
        :source_code,
        source_key,
        crime_group,
        period_start,
        period_end,
        daypart,
        events,
        area_id,
        centre,
        cell_metres,
        CASE WHEN area_id IS NULL THEN areas_of_event(centre, period_start) ELSE ARRAY[area_id] END,
        :synthetic,
        :batch_id
    FROM placed
    ORDER BY row_number
    ON CONFLICT (source, source_key) WHERE source_key IS NOT NULL DO UPDATE SET
    events = excluded.events,
    synthetic = excluded.synthetic,
    batch_id = excluded.batch_id
    WHERE (incident_count.events, incident_count.synthetic) IS DISTINCT FROM (excluded.events, excluded.synthetic)
    RETURNING id
)

SELECT
    (SELECT count(*) FROM staged) AS offered,
    (SELECT count(*) FROM published) AS stored,
    coalesce(
        jsonb_agg(to_jsonb(old) || jsonb_build_object('cell_centre', CAST(old.cell_centre AS text))), '[]'
    ) AS replaced
FROM incident_count AS old
INNER JOIN published ON old.id = published.id
