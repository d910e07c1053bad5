-- The staged rows whose shape does not lie wholly in the city's box.
-- Parameters: xmin, ymin, xmax, ymax double precision, the box in the file's CRS (units of that CRS); srid integer
-- Columns: row_number integer, value text (null).
SELECT
    row_number,
    CAST(NULL AS text) AS value
FROM staged
WHERE
    shape IS NOT NULL
    AND NOT shape @ ST_MakeEnvelope(:xmin, :ymin, :xmax, :ymax, :srid)
ORDER BY row_number
