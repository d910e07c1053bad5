-- Measures of a tile as the MVT layer "measures", within the asker's scope: one mark each, lines and surfaces
-- drawn besides, as places.
-- Parameters: z, x, y (tile) · within (integer[] of area ids, null: all) · first_day, stop_day (dates, the
-- latter excluded, null: open) · types (text[], null: all) · area_kind, area_code (text, null: everywhere) ·
-- words (a pattern for ILIKE, null: all) · family_of_type, phase_of_status (JSON objects as text).
-- Columns: tile (bytea, empty where nothing is). Properties: id (uuid), type, family, phase.
SELECT door.measures_tile(
    :z, :x, :y, CAST(:within AS integer[]), CAST(:first_day AS date), CAST(:stop_day AS date),
    CAST(:types AS text[]), :area_kind, :area_code, :words,
    CAST(:family_of_type AS jsonb), CAST(:phase_of_status AS jsonb)
) AS tile
