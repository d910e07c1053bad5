"""Lighting classes for pedestrian areas, EN 13201-2 (DOMAIN §6.3)."""

from dataclasses import dataclass

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class LightingClass(Code):
    """One class: the horizontal illuminance to be maintained, mean and minimum, in lux."""

    mean_lux: float
    minimum_lux: float


LIGHTING_CLASSES = CodeList(
    name=Text("belysningsklasser", "lighting classes"),
    field="lighting_class",
    values=(
        LightingClass("p1", Text("P1", "P1"), mean_lux=15, minimum_lux=3),
        LightingClass("p2", Text("P2", "P2"), mean_lux=10, minimum_lux=2),
        LightingClass("p3", Text("P3", "P3"), mean_lux=7.5, minimum_lux=1.5),
        LightingClass("p4", Text("P4", "P4"), mean_lux=5, minimum_lux=1),
        LightingClass("p5", Text("P5", "P5"), mean_lux=3, minimum_lux=0.6),
        LightingClass("p6", Text("P6", "P6"), mean_lux=2, minimum_lux=0.4),
    ),
)
