"""Reported faults: open ones filled, fixed ones outlined."""

from geodata.layers.layer import Layer, LegendClass
from geodata.text import Text

LAYER = Layer(
    code="fault_reports",
    title=Text("Felanmälningar", "Fault reports"),
    entity="ground",
    statements=((12, "fault_reports"),),
    legend=(
        LegendClass("wedge", "measure-order", Text("öppet fel", "open fault"), codes=(("state", ("open",)),)),
        LegendClass("wedge-outline", "measure-order", Text("åtgärdat fel", "fixed fault")),
    ),
    precision=Text(
        "Fel som var öppna någon dag i perioden, som de stod den sista dagen.",
        "Faults that were open some day in the period, as they stood on its last day.",
    ),
)
