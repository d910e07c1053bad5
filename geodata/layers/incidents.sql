-- Incidents of a tile as the MVT layer "incidents", as points, for those who may see points.
-- Parameters: z, x, y (tile) · within (integer[] of area ids, null: all) · first_day, stop_day (dates, the
-- latter excluded, null: open) · groups, lights (text[], null: all) · area_kind, area_code (text, null:
-- everywhere).
-- Columns: tile (bytea, empty where nothing is). Properties: group (code), month (year × 12 + month − 1).
SELECT door.incidents_tile(
    :z, :x, :y, CAST(:within AS integer[]), CAST(:first_day AS date), CAST(:stop_day AS date),
    CAST(:groups AS text[]), CAST(:lights AS text[]), :area_kind, :area_code
) AS tile
