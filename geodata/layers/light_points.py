"""Street lights: what gives the light on the last day of the period, and which lamps were out."""

from geodata.layers.layer import Layer, LegendClass
from geodata.text import Text

LAYER = Layer(
    code="light_points",
    title=Text("Gatubelysning", "Street lights"),
    entity="ground",
    statements=((14, "light_points"),),
    legend=(
        LegendClass("cross", "ink", Text("släckt lampa", "lamp out"), codes=(("state", ("out",)),)),
        LegendClass(
            "dot", "measure-light", Text("lysdiod (LED)", "light-emitting diode"), codes=(("lamp", ("led",)),)
        ),
        LegendClass("small-ring", "measure-light", Text("annan lampa", "other lamp")),
    ),
    precision=Text(
        "Lampor som de var sista dagen i perioden; de visas på nära håll.",
        "Lamps as they were on the last day of the period; they are shown close up.",
    ),
)
