"""Areas of every kind, as outlines; a survey's shares are joined to them by the feature's id."""

from geodata.codes import ACCURACIES
from geodata.layers.layer import Layer, LegendClass
from geodata.text import Text

LAYER = Layer(
    code="areas",
    title=Text("Områden", "Areas"),
    entity="area",
    statements=((6, "areas"),),
    legend=tuple(
        LegendClass(
            shape="dashed-outline" if accuracy.code == "schematic" else "outline",
            colour="area-outline",
            word=Text("gräns: {name}", "border: {name}").format(name=accuracy.name),
            codes=(("accuracy", (accuracy.code,)),),
        )
        for accuracy in ACCURACIES
    ),
    precision=Text(
        "Gränser som de gällde sista dagen i perioden.",
        "Borders as they stood on the last day of the period.",
    ),
)
