-- Mends the staged areas whose border is invalid, and lists them.
-- Columns: row_number integer, name text, why text, given_m2 and mended_m2 double precision (square metres).
WITH mended AS (
    SELECT
        row_number,
        geom AS given,
        ST_Multi(ST_CollectionExtract(ST_MakeValid(geom), 3)) AS whole
    FROM staged
    WHERE NOT ST_IsValid(geom)
),

placed AS (
    UPDATE staged SET
        geom = mended.whole,
        lost_share = greatest(0, 1 - ST_Area(mended.whole) / nullif(ST_Area(mended.given), 0))
    FROM mended
    WHERE staged.row_number = mended.row_number
    RETURNING staged.row_number, staged.name_sv, mended.given, mended.whole
)

SELECT
    row_number,
    name_sv AS name,
    ST_IsValidReason(given) AS why,
    nullif(ST_Area(given), 0) AS given_m2,
    ST_Area(whole) AS mended_m2
FROM placed
ORDER BY row_number
