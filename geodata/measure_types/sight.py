"""Sight lines: vegetation and underpasses."""

from geodata.measure_types import units
from geodata.measure_types.measure_type import MeasureType, Parameter
from geodata.text import Text

TYPES = (
    MeasureType(
        "VEG",
        Text("siktröjning och uppstamning", "sight-line clearing and crown lifting"),
        "sight",
        (
            Parameter(
                "area_m2", Text("yta", "area"), "number", units.SQUARE_METRES, minimum=1, required=True
            ),
            Parameter(
                "shrub_height_m",
                Text("högsta buskhöjd efteråt", "greatest shrub height afterwards"),
                "number",
                units.METRES,
                0,
                5,
                help=Text(sv="Riktvärde: högst 0,8 m.", en="Guide value: 0.8 m at most."),
            ),
            Parameter(
                "crown_clearance_m",
                Text("lägsta fria höjd under kronan", "least clearance under the crown"),
                "number",
                units.METRES,
                0,
                20,
                help=Text(sv="Riktvärde: minst 2,5 m.", en="Guide value: 2.5 m at least."),
            ),
            Parameter(
                "ecology_checked",
                Text("naturvärden är kontrollerade", "natural values have been checked"),
                "boolean",
            ),
            Parameter(
                "lighting_checked",
                Text("belysningen är kontrollerad", "lighting has been checked"),
                "boolean",
                help=Text(
                    sv="Ljus och grönska planeras tillsammans.", en="Plan light and greenery together."
                ),
            ),
            Parameter("next_cut_on", Text("nästa röjning", "next clearing"), "date"),
        ),
        ("natural_surveillance",),
    ),
    MeasureType(
        "TUN",
        Text("upprustning av gång- och cykeltunnel", "underpass refurbishment"),
        "sight",
        (
            Parameter("length_m", Text("längd", "length"), "number", units.METRES, 1, 500, required=True),
            Parameter("width_m", Text("bredd", "width"), "number", units.METRES, 1, 50),
            Parameter("wall_colour", Text("väggfärg", "wall colour"), "text"),
            Parameter("new_light", Text("ny belysning", "new lighting"), "boolean"),
            Parameter("mirror", Text("spegel", "mirror"), "boolean"),
            Parameter("drainage", Text("åtgärdad avvattning", "drainage mended"), "boolean"),
        ),
    ),
)
