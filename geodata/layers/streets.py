"""Streets: a quiet ground under all other layers, where the city has no base map of its own."""

from geodata.layers.layer import Layer, LegendClass
from geodata.text import Text

LAYER = Layer(
    code="streets",
    title=Text("Gator", "Streets"),
    entity="area",  # where streets run is no secret: who sees borders sees them
    statements=((11, "streets"),),
    legend=(LegendClass("street", "map-street", Text("gata eller gångväg", "street or path")),),
    precision=Text(
        "Gator: © OpenStreetMaps bidragsgivare, ODbL.", "Streets: © OpenStreetMap contributors, ODbL."
    ),
)
