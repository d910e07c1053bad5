-- Where hotspots are looked for: the areas of a kind, valid on the day before end_day, in which any record has ever
-- been placed; an area without any is not covered by the data.
-- Parameters: kind; first_day, end_day (excluded); cell (metres). Column: ids, null where there is none.
SELECT door.hotspot_extent(
    CAST(:kind AS text),
    CAST(:first_day AS date),
    CAST(:end_day AS date),
    CAST(:cell AS integer)
) AS ids
