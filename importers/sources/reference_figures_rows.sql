-- Staged figures as rows of the table.
-- Parameters: source_code text
SELECT
    :source_code AS source,
    source_key,
    level,
    area_name,
    indicator,
    subgroup,
    year,
    value,
    unit,
    number_counted,
    publisher
FROM staged
ORDER BY row_number
