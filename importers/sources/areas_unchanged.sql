-- Takes staged areas that are as the version in force (name, border to the millionth) for that version, so that
-- no new one begins; counts them.
-- Column: number bigint.
WITH alike AS (
    UPDATE staged SET valid_from = area.valid_from
    FROM area
    WHERE
        area.kind = staged.kind AND area.code = staged.code
        AND area.valid_from < staged.valid_from
        AND daterange(area.valid_from, area.valid_to) @> staged.valid_from
        AND area.valid_to IS NOT DISTINCT FROM staged.valid_to
        AND area.name_sv = staged.name_sv AND area.name_en = staged.name_en
        AND area.accuracy = staged.accuracy
        AND ST_Area(ST_SymDifference(area.geom, staged.geom)) <= 1e-6 * area.extent_m2
    RETURNING staged.row_number
)

SELECT count(*) AS number FROM alike
