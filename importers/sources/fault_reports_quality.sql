-- How the faults of a file stand: fixed, with a position, and how long lamps were out (indicator I15).
-- Parameters: batch_id uuid
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'faults', count(*),
        'fixed', count(fixed_on),
        'without_position', count(*) FILTER (WHERE shape IS NULL),
        'without_key', count(*) FILTER (WHERE source_key IS NULL),
        'median_days_lamps_out',
        percentile_cont(0.5) WITHIN GROUP (ORDER BY fixed_on - reported_on) FILTER (WHERE kind = 'lamp_out'),
        'outside_all_areas', (
            SELECT count(*) FROM fault_report
            WHERE batch_id = :batch_id AND area_ids = '{}' AND geom IS NOT NULL
        )
    ) AS quality
FROM staged
