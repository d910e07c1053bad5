"""Traffic: speed, crossings, ways for walking and cycling, closed streets."""

from geodata.codes import Code
from geodata.measure_types import units
from geodata.measure_types.measure_type import MeasureType, Parameter
from geodata.text import Text

_PIECES = Parameter("count", Text("antal", "number"), "integer", units.PIECES, 1, 1000, required=True)
_TEMPORARY = Parameter(
    "temporary",
    Text("tillfällig", "temporary"),
    "boolean",
    help=Text(
        sv="Ett tillfälligt farthinder ska följas av ett beslut: permanent, förlängt eller borttaget.",
        en="A temporary speed hump is to be followed by a decision: permanent, extended or removed.",
    ),
)


def _speed(code: str, sv: str, en: str, *, required: bool = False) -> Parameter:
    return Parameter(
        code, Text(sv, en), "number", units.KILOMETRES_PER_HOUR, minimum=1, maximum=150, required=required
    )


_V85 = (
    _speed("v85_before_kmh", "85-percentil av hastigheten före", "85th percentile of speed before"),
    _speed("v85_after_kmh", "85-percentil av hastigheten efter", "85th percentile of speed after"),
)
_CALMING = (
    _PIECES,
    _speed("limit_before_kmh", "hastighetsgräns före", "speed limit before"),
    _speed("limit_after_kmh", "hastighetsgräns efter", "speed limit after"),
    *_V85,
    _TEMPORARY,
)


def _calming(code: str, sv: str, en: str) -> MeasureType:
    return MeasureType(code, Text(sv, en), "traffic", _CALMING)


TYPES = (
    _calming("FART_MALMO", "farthinder: Malmögupp", "speed hump: Malmö hump"),
    _calming("FART_PLATA", "farthinder: platågupp", "speed hump: flat-topped"),
    _calming("FART_VAGKUDDE", "farthinder: vägkudde", "speed hump: road cushion"),
    _calming("FART_BUSSKUDDE", "farthinder: busskudde", "speed hump: bus cushion"),
    _calming("FART_AVSMALNING", "farthinder: avsmalning", "traffic calming: narrowing"),
    _calming("FART_REFUG", "farthinder: refug", "traffic calming: traffic island"),
    MeasureType(
        "PASS",
        Text("säkrare passage", "safer crossing"),
        "traffic",
        (
            Parameter(
                "crossing_type",
                Text("typ av passage", "type of crossing"),
                "choice",
                choices=(
                    Code("speed_secured", Text("hastighetssäkrad passage", "speed-secured crossing")),
                    Code("raised", Text("upphöjd passage för gående, cykel och moped", "raised crossing")),
                    Code("zebra", Text("övergångsställe", "zebra crossing")),
                    Code("signal", Text("signalreglerad passage", "signalled crossing")),
                ),
                required=True,
            ),
            Parameter("width_m", Text("bredd", "width"), "number", units.METRES, 1, 50),
            *_V85,
        ),
    ),
    MeasureType(
        "HAST",
        Text("sänkt hastighetsgräns", "lowered speed limit"),
        "traffic",
        (
            _speed("limit_before_kmh", "hastighetsgräns före", "speed limit before", required=True),
            _speed("limit_after_kmh", "hastighetsgräns efter", "speed limit after", required=True),
            Parameter(
                "regulation_reference",
                Text("lokal trafikföreskrift", "local traffic regulation"),
                "text",
                help=Text(sv="Föreskriftens beteckning.", en="The regulation's designation."),
            ),
            *_V85,
        ),
    ),
    MeasureType(
        "DISP",
        Text("hastighetsdisplay", "speed display"),
        "traffic",
        (
            _PIECES,
            Parameter(
                "criterion",
                Text("skäl för platsen", "reason for the site"),
                "choice",
                choices=(
                    Code("accident_prone", Text("olycksdrabbad", "accident-prone")),
                    Code("speeding", Text("höga hastigheter", "speeding")),
                    Code("school", Text("skola", "school")),
                ),
            ),
            *_V85,
        ),
    ),
    MeasureType(
        "ATK",
        Text("trafiksäkerhetskamera (ATK)", "speed camera"),
        "traffic",
        (
            Parameter("count", Text("antal", "number"), "integer", units.PIECES, 1, 1000),
            _speed("limit_kmh", "hastighetsgräns", "speed limit"),
            *_V85,
        ),
    ),
    MeasureType(
        "GCV",
        Text("gång- och cykelbana, separering", "walking and cycling path, separation"),
        "traffic",
        (
            Parameter("length_m", Text("längd", "length"), "number", units.METRES, 1, 50000, required=True),
            Parameter("width_m", Text("bredd", "width"), "number", units.METRES, 0.5, 50),
        ),
    ),
    MeasureType(
        "STANG",
        Text("avstängning för biltrafik", "closing to motor traffic"),
        "traffic",
        (
            Parameter(
                "closing_type",
                Text("typ av avstängning", "type of closing"),
                "choice",
                choices=(
                    Code("pedestrian_street", Text("gågata", "pedestrian street")),
                    Code("summer_street", Text("sommargata", "summer street")),
                    Code("bollards", Text("pollare", "bollards")),
                    Code("vehicle_barrier", Text("påkörningsskydd", "hostile-vehicle barrier")),
                ),
                required=True,
            ),
            Parameter("period", Text("period på året", "period of the year"), "text"),
            Parameter("hours", Text("tider på dygnet", "hours of the day"), "text"),
            _TEMPORARY,
        ),
    ),
    MeasureType(
        "SKOL",
        Text("åtgärd på skolväg", "school-route measure"),
        "traffic",
        (
            Parameter("school", Text("skola", "school"), "text", required=True),
            Parameter("description", Text("vad som görs", "what is done"), "text"),
        ),
    ),
)
