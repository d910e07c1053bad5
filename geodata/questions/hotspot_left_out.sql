-- The events of a period per crime group, and how many no square can hold: without position, or known by
-- area only; straddling: they may have happened after the period's end.
-- Parameters: cell (metres: the square asked about); first_day, end_day (excluded); crime_groups, precisions (lists;
-- those precise enough).
-- Columns: crime_group, events, without_position, too_coarse, straddling.
SELECT
    crime_group,
    events,
    without_position,
    too_coarse,
    straddling
FROM door.hotspot_left_out(
    CAST(:cell AS integer),
    CAST(:first_day AS date),
    CAST(:end_day AS date),
    CAST(:crime_groups AS text[]),
    CAST(:precisions AS text[])
)
