-- The areas that meet the squares of staged events, and whether the `whole` square lies in them. A kind is
-- `settled` in a square when its area of the lowest id, which is the one that counts, covers all of it. Area by
-- area, so that PostGIS prepares each border once.
WITH valid AS MATERIALIZED (
    SELECT
        area.kind,
        area.id,
        area.geom,
        width_bucket(area.valid_from, epochs.days) AS first_epoch,
        coalesce(width_bucket(area.valid_to, epochs.days), cardinality(epochs.days) + 1) AS stop_epoch
    FROM area CROSS JOIN staged_epochs AS epochs
),

tried AS MATERIALIZED (
    SELECT
        square.east,
        square.north,
        square.epoch,
        valid.kind,
        valid.id,
        CASE
            WHEN ST_Covers(valid.geom, square.box) THEN TRUE
            WHEN ST_Intersects(valid.geom, square.box) THEN FALSE
        END AS whole
    FROM valid
    INNER JOIN staged_squares AS square
        ON
            valid.geom && square.box
            AND valid.first_epoch <= square.epoch
            AND valid.stop_epoch > square.epoch
)

SELECT
    *,
    first_value(whole) OVER (PARTITION BY east, north, epoch, kind ORDER BY id) AS settled
FROM tried
WHERE whole IS NOT NULL
