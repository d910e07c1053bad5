"""The layers of the map, in the order in which they are drawn, lowest first."""

from geodata.layers import (
    areas,
    fault_reports,
    incident_cells,
    incidents,
    light_points,
    measures,
    places,
    speed_measurements,
    streets,
)
from geodata.layers.layer import Layer

LAYERS: tuple[Layer, ...] = (
    areas.LAYER,
    streets.LAYER,
    incident_cells.LAYER,
    incidents.LAYER,
    light_points.LAYER,
    speed_measurements.LAYER,
    fault_reports.LAYER,
    measures.LAYER,
    places.LAYER,
)
