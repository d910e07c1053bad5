"""Meeting places: furniture, activities, safety walks."""

from geodata.codes import Code
from geodata.measure_types import units
from geodata.measure_types.measure_type import MeasureType, Parameter
from geodata.text import Text

TYPES = (
    MeasureType(
        "MOB",
        Text("möblering", "street furniture"),
        "meeting",
        (
            Parameter(
                "furniture",
                Text("vad som ändras", "what is changed"),
                "choice",
                choices=(
                    Code("benches", Text("bänkar", "benches")),
                    Code("litter_bins", Text("papperskorgar", "litter bins")),
                    Code("toilet", Text("toalett", "toilet")),
                    Code("play", Text("lek", "play")),
                    Code("other", Text("annat", "other")),
                ),
                required=True,
            ),
            Parameter("added", Text("tillagda", "added"), "integer", units.PIECES, 0),
            Parameter("moved", Text("flyttade", "moved"), "integer", units.PIECES, 0),
            Parameter("removed", Text("borttagna", "removed"), "integer", units.PIECES, 0),
            Parameter(
                "reason",
                Text("skäl", "reason"),
                "text",
                required=True,
                help=Text(
                    sv="Tänk på vem som stängs ute när något flyttas eller tas bort.",
                    en="Consider who is shut out when something is moved or removed.",
                ),
            ),
        ),
        ("reduce_frustration", "assist_compliance"),
    ),
    MeasureType(
        "AKT",
        Text("platsaktivering", "place activation"),
        "meeting",
        (
            Parameter(
                "activity",
                Text("typ av aktivitet", "type of activity"),
                "choice",
                choices=(
                    Code("summer_square", Text("sommartorg", "summer square")),
                    Code("event", Text("evenemang", "event")),
                    Code("gardening", Text("odling", "gardening")),
                    Code("outdoor_serving", Text("uteservering", "outdoor serving")),
                    Code("other", Text("annat", "other")),
                ),
                required=True,
            ),
            Parameter("days", Text("antal dagar", "days"), "integer", units.DAYS, 1, 3660),
            Parameter("visitors", Text("antal besökare", "visitors"), "integer", units.PERSONS, 0),
        ),
        ("extend_guardianship",),
    ),
    MeasureType(
        "VAN",
        Text("trygghetsvandring", "safety walk"),
        "meeting",
        (
            Parameter("held_on", Text("hölls den", "held on"), "date"),
            Parameter("participants", Text("antal deltagare", "participants"), "integer", units.PERSONS, 1),
            Parameter("organiser", Text("arrangör", "organiser"), "text"),
            Parameter("protocol_reference", Text("protokoll", "minutes"), "text"),
        ),
    ),
)
