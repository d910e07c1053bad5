"""Social work, information and training: measures that need no place. No person is ever named."""

from geodata.measure_types import units
from geodata.measure_types.measure_type import MeasureType, Parameter
from geodata.text import Text

TYPES = (
    MeasureType(
        "SOC",
        Text("social åtgärd", "social measure"),
        "social",
        (
            Parameter(
                "target_group",
                Text("målgrupp", "target group"),
                "text",
                required=True,
                help=Text(sv="Aldrig enskilda personer.", en="Never individual persons."),
            ),
            Parameter("sessions", Text("antal tillfällen", "sessions"), "integer", units.PIECES, 1),
        ),
        has_geometry=False,
    ),
    MeasureType(
        "INFO",
        Text("information och dialog", "information and dialogue"),
        "social",
        (Parameter("reach", Text("antal som nåtts", "persons reached"), "integer", units.PERSONS, 0),),
        has_geometry=False,
    ),
    MeasureType(
        "KOMP",
        Text("kompetens- och metodutveckling", "training and development of methods"),
        "social",
        (Parameter("participants", Text("antal deltagare", "participants"), "integer", units.PERSONS, 1),),
        has_geometry=False,
    ),
)
