-- Published figures by indicator, unit and publisher, then by level, area and group, from old to new.
-- Parameters: none.
-- Columns: indicator, unit, publisher, level, area_name, subgroup, year, value, number_counted, synthetic.
SELECT
    indicator,
    unit,
    publisher,
    level,
    area_name,
    subgroup,
    year,
    value,
    number_counted,
    synthetic
FROM reference_figure
ORDER BY
    indicator COLLATE "sv-x-icu", -- noqa: RF03
    unit,
    publisher,
    array_position(ARRAY['nation', 'county', 'municipality', 'district'], level),
    area_name COLLATE "sv-x-icu",
    subgroup <> 'all',
    subgroup,
    year
