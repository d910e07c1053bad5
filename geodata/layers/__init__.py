"""The layers of the map: one module and one `.sql` each, drawn as vector tiles by the database."""

from geodata.layers.layer import Layer, LegendClass
from geodata.layers.registry import LAYERS
from geodata.layers.tiles import tile
from geodata.layers.versions import data_version

__all__ = ["LAYERS", "Layer", "LegendClass", "data_version", "tile"]
