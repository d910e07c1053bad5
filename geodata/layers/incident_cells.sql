-- Recorded crime of a tile as the MVT layer "incident_cells": whole square cells of the city's metric grid, the
-- same at every zoom; a cell that a tile's edge cuts has its full count in both tiles. A cell is in an area when its
-- middle is, and then counts wholly. Periods are whole quarters, or whole years where groups or lights are chosen.
-- Parameters: z, x, y (tile) · cell_metres (side of a cell) · k (counts below it have no number) · within
-- (integer[] of area ids, null: all) · first_day, stop_day (dates, the latter excluded, null: open) · groups,
-- lights (text[], null: all; police's own counts have no light; of both at once nothing is told) · area_kind,
-- area_code (text, null: everywhere).
-- Columns: tile (bytea). Feature id: of the cell. Properties: events (count) or hidden = "yes".
SELECT door.incident_cells_tile(
    :z, :x, :y, :cell_metres, :k, CAST(:within AS integer[]), CAST(:first_day AS date), CAST(:stop_day AS date),
    CAST(:groups AS text[]), CAST(:lights AS text[]), :area_kind, :area_code
) AS tile
