"""Measures: a square mark by family; outlined while planned, filled in operation, faint when ended."""

import json

from geodata.codes import MEASURE_FAMILIES, MEASURE_PHASES, MEASURE_STATUSES
from geodata.layers.layer import Layer, LegendClass
from geodata.measure_types import MEASURE_TYPES
from geodata.text import Text

_SHAPES = {"planned": "square-outline", "in_operation": "square", "ended": "square-faint"}

# The statements take the registries as JSON objects: the family of a type, the phase of a status.
FAMILY_OF_TYPE = json.dumps({kind.code: kind.family for kind in MEASURE_TYPES})
PHASE_OF_STATUS = json.dumps({status.code: status.phase for status in MEASURE_STATUSES})

LAYER = Layer(
    code="measures",
    title=Text("Åtgärder", "Measures"),
    entity="measure",
    statements=((7, "measures"),),
    legend=tuple(
        LegendClass(
            shape=_SHAPES[phase.code],
            colour=f"measure-{family.code}",
            word=Text("{family}, {phase}", "{family}, {phase}").format(family=family.name, phase=phase.name),
            codes=(("family", (family.code,)), ("phase", (phase.code,))),
        )
        for family in MEASURE_FAMILIES
        for phase in MEASURE_PHASES
    ),
    precision=Text("Positioner som de märktes ut.", "Positions as they were marked."),
    constants=(("family_of_type", FAMILY_OF_TYPE), ("phase_of_status", PHASE_OF_STATUS)),
)
