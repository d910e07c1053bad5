"""Recorded crime for those who see points: counts per small square at low zooms, points from zoom 14."""

from geodata.layers.layer import Layer, LegendClass
from geodata.text import Text

POINTS_FROM_ZOOM = 14

LAYER = Layer(
    code="incidents",
    title=Text("Anmälda händelser", "Recorded events"),
    entity="incident",
    statements=((7, "incident_clusters"), (POINTS_FROM_ZOOM, "incidents")),
    legend=(
        LegendClass("dot", "incident", Text("anmäld händelse", "recorded event")),
        LegendClass("sized-dot", "incident", Text("flera händelser", "several events"), number="events"),
    ),
    precision=Text(
        "Positioner som polisen angett dem; medianfelet är omkring 80 meter.",
        "Positions as the police gave them; their median error is about 80 metres.",
    ),
    forms=("points",),
)
