"""Speed measurements: whether the 85th percentile was over the limit, and whether enough vehicles passed."""

from geodata.layers.layer import Layer, LegendClass
from geodata.text import Text

LAYER = Layer(
    code="speed_measurements",
    title=Text("Hastighetsmätningar", "Speed measurements"),
    entity="ground",
    statements=((11, "speed_measurements"),),
    legend=(
        LegendClass(
            "diamond",
            "measure-traffic",
            Text("85-percentilen över gränsen", "85th percentile over the limit"),
            codes=(("state", ("over",)),),
        ),
        LegendClass(
            "diamond-outline",
            "measure-traffic",
            Text("85-percentilen inom gränsen", "85th percentile within the limit"),
            codes=(("state", ("within",)),),
        ),
        LegendClass(
            "diamond-outline",
            "quiet",
            Text("färre än 200 fordon, eller utan gräns", "fewer than 200 vehicles, or no limit told"),
        ),
    ),
    precision=Text(
        "Den senaste mätningen av varje plats och riktning i perioden.",
        "The latest measurement of each site and direction in the period.",
    ),
)
