-- Incidents of a tile at low zooms as the MVT layer "incidents": counts per square of 64 × 64 in the tile.
-- Every incident is counted in exactly one square of one tile of a zoom.
-- Parameters: z, x, y (tile) · within (integer[] of area ids, null: all) · first_day, stop_day (dates, the
-- latter excluded, null: open) · groups, lights (text[], null: all) · area_kind, area_code (text, null:
-- everywhere).
-- Columns: tile (bytea, empty where nothing is). Properties: events (count); the point is the square's middle.
SELECT door.incident_clusters_tile(
    :z, :x, :y, CAST(:within AS integer[]), CAST(:first_day AS date), CAST(:stop_day AS date),
    CAST(:groups AS text[]), CAST(:lights AS text[]), :area_kind, :area_code
) AS tile
