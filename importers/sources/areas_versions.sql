-- Ends every staged version of an area on the day that the file's next version of it begins.
UPDATE staged SET valid_to = later.first_day
FROM (
    SELECT
        row_number,
        valid_from,
        lead(valid_from) OVER (PARTITION BY kind, code ORDER BY valid_from, row_number) AS first_day
    FROM staged
) AS later
WHERE
    staged.row_number = later.row_number
    AND staged.valid_to IS NULL
    AND later.first_day > later.valid_from
