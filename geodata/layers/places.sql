-- Places of a tile as the MVT layer "places", within the asker's scope. A place has one mark, a point in the one
-- tile that holds it; lines and surfaces are drawn besides, in every tile they meet, with the same id.
-- Parameters: z, x, y (tile) · within (integer[] of area ids, null: all) · first_day, stop_day (dates, the
-- latter excluded, null: open) · statuses, polarities (text[], null: all) · area_kind, area_code (text,
-- null: everywhere) · words (a pattern for ILIKE, null: all).
-- Columns: tile (bytea, empty where nothing is). Properties: id (uuid), kind, status, polarity.
SELECT door.places_tile(
    :z, :x, :y, CAST(:within AS integer[]), CAST(:first_day AS date), CAST(:stop_day AS date),
    CAST(:statuses AS text[]), CAST(:polarities AS text[]), :area_kind, :area_code, :words
) AS tile
