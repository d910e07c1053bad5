"""The layers of the map, in the order in which they are drawn, lowest first."""

from geodata.layers import areas, incident_cells, incidents, measures, places
from geodata.layers.layer import Layer

LAYERS: tuple[Layer, ...] = (
    areas.LAYER,
    incident_cells.LAYER,
    incidents.LAYER,
    measures.LAYER,
    places.LAYER,
)
