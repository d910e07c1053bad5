-- Events per square, of the chosen groups and precise enough; squares are half-open, so that each event counts
-- in one. Parameters: cell (metres); first_day, end_day (excluded); crime_groups, precisions (lists); area_ids
-- (only events inside those areas; null for all).
-- Columns: grid_row and grid_column from the origin of the metric system, events.
SELECT
    CAST(floor(ST_Y(geom) / CAST(:cell AS float)) AS integer) AS grid_row,
    CAST(floor(ST_X(geom) / CAST(:cell AS float)) AS integer) AS grid_column,
    count(*) AS events
FROM police.incident
WHERE
    occurred_on >= CAST(:first_day AS date)
    AND occurred_on < CAST(:end_day AS date)
    AND occurred_to <= start_of_day(CAST(:end_day AS date))
    AND crime_group = ANY(CAST(:crime_groups AS text[]))
    AND precision = ANY(CAST(:precisions AS text[]))
    AND (CAST(:area_ids AS integer[]) IS NULL OR area_ids && CAST(:area_ids AS integer[]))
GROUP BY 1, 2
