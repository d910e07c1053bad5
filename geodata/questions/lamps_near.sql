-- The lamps near a shape on a day, and the reports of lamps that are out there.
-- Parameters: shape (EWKB or EWKT, in degrees or the city's metres) · metres · on_day (date) · within (integer[] of
-- area ids, null: all).
-- Columns: lamps, led, out (counts), changed_on (the last day on which a lamp was replaced), told_on (the day
-- on which what is known of them came), faults (open reports of lamps that are out), fault_since (the oldest).
WITH here AS (
    SELECT
        to_metric(CAST(:shape AS geometry)) AS shape,
        CAST(:metres AS double precision) AS metres,
        CAST(:on_day AS date) AS day
),

fault AS (
    SELECT
        count(*) AS faults,
        min(report.reported_on) AS fault_since
    FROM here
    CROSS JOIN LATERAL door.faults_in(ST_Expand(here.shape, here.metres)) AS report
    WHERE
        report.kind = 'lamp_out' AND report.fixed_on IS NULL AND report.status NOT IN ('fixed', 'rejected')
        AND ST_DWithin(report.geom, here.shape, here.metres)
        AND (CAST(:within AS integer[]) IS NULL OR report.area_ids && CAST(:within AS integer[]))
),

lamp AS (
    SELECT
        coalesce(sum(standing.lamps), 0) AS lamps,
        coalesce(sum(standing.lamps) FILTER (WHERE standing.lamp = 'led'), 0) AS led,
        coalesce(sum(standing.lamps) FILTER (WHERE standing.status = 'out'), 0) AS out,
        max(standing.changed_on) AS changed_on,
        local_day(max(standing.created_at)) AS told_on
    FROM here
    INNER JOIN light_point AS standing ON ST_DWithin(standing.geom, here.shape, here.metres)
    WHERE
        coalesce(standing.lit_on <= here.day, TRUE)
        AND NOT (standing.status = 'removed' AND coalesce(standing.status_on <= here.day, TRUE))
        AND (CAST(:within AS integer[]) IS NULL OR standing.area_ids && CAST(:within AS integer[]))
)

SELECT
    lamp.lamps,
    lamp.led,
    lamp.out,
    lamp.changed_on,
    lamp.told_on,
    fault.faults,
    fault.fault_since
FROM lamp CROSS JOIN fault
