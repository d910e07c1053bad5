-- Events per square, of the chosen groups and precise enough; squares are half-open, so that each event counts
-- in one. Parameters: cell (metres); first_day, end_day (excluded); crime_groups, precisions (lists); area_ids
-- (only events inside those areas; null for all).
-- Columns: grid_row and grid_column from the origin of the metric system, events.
SELECT
    grid_row,
    grid_column,
    events
FROM door.hotspot_counts(
    CAST(:cell AS integer),
    CAST(:first_day AS date),
    CAST(:end_day AS date),
    CAST(:crime_groups AS text[]),
    CAST(:precisions AS text[]),
    CAST(:area_ids AS integer[])
)
