-- How many notices of a file name an area of the city, lack a time, and the days they were published on.
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'in_an_area_of_the_city', count(area_id),
        'unknown_time', count(*) FILTER (WHERE occurred_at IS NULL),
        'first_day', min(local_day(published_at)),
        'last_day', max(local_day(published_at))
    ) AS quality
FROM staged
