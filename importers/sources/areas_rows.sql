-- Staged areas as rows of the table; a version that goes on stays as it is.
-- Parameters: source text, licence text
SELECT
    staged.kind,
    staged.code,
    staged.name_sv,
    staged.name_en,
    coalesce(area.geom, staged.geom) AS geom,
    staged.valid_from,
    staged.valid_to,
    staged.accuracy,
    coalesce(area.source, :source) AS source,
    coalesce(area.licence, :licence) AS licence
FROM staged
LEFT JOIN area
    ON
        staged.kind = area.kind AND staged.code = area.code AND staged.valid_from = area.valid_from
        AND staged.valid_from < staged.stated_from
ORDER BY staged.row_number
