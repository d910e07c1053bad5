-- How many places an area has in each status and polarity; rejected ones left out where statuses say so.
-- Parameters: area_kind, area_code (text: all versions of the area) · within (integer[] of area ids, null: all) ·
-- first_day, stop_day (dates, the latter excluded, null: open) · statuses, polarities (text[], null: all).
-- Columns: status, polarity, places (count).
SELECT
    status,
    polarity,
    count(*) AS places
FROM place
WHERE
    area_ids && ARRAY(
        SELECT area.id FROM area
        WHERE area.kind = CAST(:area_kind AS text) AND area.code = CAST(:area_code AS text)
    )
    AND (CAST(:within AS integer[]) IS NULL OR near_area_ids && CAST(:within AS integer[]))
    AND reported_on < coalesce(CAST(:stop_day AS date), 'infinity')
    AND coalesce(archived_on, 'infinity') > coalesce(CAST(:first_day AS date), '-infinity')
    AND (CAST(:statuses AS text[]) IS NULL OR status = ANY(CAST(:statuses AS text[])))
    AND (CAST(:polarities AS text[]) IS NULL OR polarity = ANY(CAST(:polarities AS text[])))
GROUP BY status, polarity
ORDER BY status, polarity
