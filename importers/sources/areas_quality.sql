-- How many of a file's areas are as before, and how much ground all of them cover.
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'versions_that_go_on', count(*) FILTER (WHERE valid_from < stated_from),
        'square_kilometres', round(CAST(sum(ST_Area(geom)) / 1e6 AS numeric), 2)
    ) AS quality
FROM staged
