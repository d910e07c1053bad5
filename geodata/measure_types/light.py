"""Lighting: new, replaced, controlled, repaired."""

from geodata.codes import LIGHTING_CLASSES
from geodata.measure_types import units
from geodata.measure_types.measure_type import MeasureType, Parameter
from geodata.text import Text

_POINTS = Parameter(
    "points", Text("antal ljuspunkter", "light points"), "integer", units.PIECES, minimum=1, required=True
)
_LUMINAIRES = (
    Parameter("watt", Text("effekt per ljuspunkt", "power per light point"), "number", units.WATT, 1, 2000),
    Parameter(
        "colour_temperature_k",
        Text("färgtemperatur", "colour temperature"),
        "integer",
        units.KELVIN,
        1600,
        8000,
    ),
    Parameter(
        "colour_rendering_ra", Text("färgåtergivning, Ra", "colour rendering, Ra"), "integer", None, 0, 100
    ),
    Parameter("height_m", Text("stolphöjd", "mounting height"), "number", units.METRES, 0.3, 40),
    Parameter(
        "lighting_class",
        Text("avsedd belysningsklass", "intended lighting class"),
        "choice",
        choices=tuple(LIGHTING_CLASSES),
        help=Text(
            sv="För gång- och cykelytor enligt EN 13201-2; P1 är ljusast.",
            en="For walking and cycling surfaces by EN 13201-2; P1 is the brightest.",
        ),
    ),
)
_BEFORE = (
    Parameter(
        "mean_lux_before",
        Text("medelbelysning före", "mean illuminance before"),
        "number",
        units.LUX,
        0,
        1000,
        help=Text(
            sv="Mät före åtgärden: utan ett värde före kan ljuset inte jämföras efteråt.",
            en="Measure before the work: without a value before, the light cannot be compared afterwards.",
        ),
    ),
    Parameter(
        "minimum_lux_before",
        Text("lägsta belysning före", "minimum illuminance before"),
        "number",
        units.LUX,
        0,
        1000,
    ),
)
_AFTER = (
    Parameter(
        "mean_lux_after", Text("medelbelysning efter", "mean illuminance after"), "number", units.LUX, 0, 1000
    ),
    Parameter(
        "minimum_lux_after",
        Text("lägsta belysning efter", "minimum illuminance after"),
        "number",
        units.LUX,
        0,
        1000,
    ),
)
_ENERGY = Parameter(
    "energy_kwh_per_year",
    Text("energi", "energy"),
    "number",
    units.KILOWATT_HOURS_PER_YEAR,
    0,
)
_VEGETATION = Parameter(
    "vegetation_checked",
    Text("växtligheten är kontrollerad", "vegetation has been checked"),
    "boolean",
    help=Text(
        sv="Grenar kan skymma nya armaturer: ljus och grönska planeras tillsammans.",
        en="Branches may hide new luminaires: plan light and greenery together.",
    ),
)


def _dimming(*, required: bool = False) -> Parameter:
    return Parameter(
        "dimming_profile",
        Text("dimringsprofil", "dimming profile"),
        "text",
        required=required,
        help=Text(
            sv="När och hur mycket ljuset sänks, till exempel 23-05 till 50 %.",
            en="When and how far the light is dimmed, for example 23-05 to 50 %.",
        ),
    )


_INSTALLATION = (_POINTS, *_LUMINAIRES, *_BEFORE, *_AFTER, _dimming(), _ENERGY, _VEGETATION)

TYPES = (
    MeasureType(
        "BEL_NY", Text("ny belysning", "new lighting"), "light", _INSTALLATION, ("natural_surveillance",)
    ),
    MeasureType(
        "BEL_LED",
        Text("byte till LED-belysning", "replacement by LED lighting"),
        "light",
        _INSTALLATION,
        ("natural_surveillance",),
    ),
    MeasureType(
        "BEL_STYR",
        Text("ljusstyrning", "lighting control"),
        "light",
        (_POINTS, _dimming(required=True), *_BEFORE, *_AFTER, _ENERGY),
        ("natural_surveillance",),
    ),
    MeasureType(
        "BEL_REP",
        Text("reparation av belysning", "lighting repair"),
        "light",
        (_POINTS, *_BEFORE, *_AFTER),
        ("natural_surveillance",),
    ),
)
