"""Presence of people with a task: patrols, field workers, night walkers, guards."""

from geodata.codes import Code
from geodata.measure_types import units
from geodata.measure_types.measure_type import DateSpan, MeasureType, Parameter
from geodata.text import Text

# The parts of the day are those of DOMAIN §6.8.
_DAYPARTS = (
    Code("night", Text("natt 00-06", "night 00-06")),
    Code("morning", Text("morgon 06-09", "morning 06-09")),
    Code("daytime", Text("dag 09-15", "day 09-15")),
    Code("afternoon", Text("eftermiddag 15-18", "afternoon 15-18")),
    Code("evening", Text("kväll 18-22", "evening 18-22")),
    Code("late_evening", Text("sen kväll 22-24", "late evening 22-24")),
)

TYPES = (
    MeasureType(
        "NAR",
        Text("närvaro", "presence"),
        "presence",
        (
            Parameter(
                "presence_type",
                Text("vem som är närvarande", "who is present"),
                "choice",
                choices=(
                    Code("foot_patrol", Text("fotpatrull", "foot patrol")),
                    Code("hotspot_patrol", Text("hot spot-patrull", "hotspot patrol")),
                    Code("field_workers", Text("fältassistenter", "field workers")),
                    Code("night_walkers", Text("nattvandrare", "night walkers")),
                    Code("safety_hosts", Text("trygghetsvärdar", "safety hosts")),
                ),
                required=True,
            ),
            Parameter("passes", Text("antal pass", "passes"), "integer", units.PIECES, 1),
            Parameter("hours", Text("tid sammanlagt", "hours in all"), "number", units.HOURS, 0),
            Parameter("daypart", Text("del av dygnet", "part of the day"), "choice", choices=_DAYPARTS),
        ),
        ("formal_surveillance",),
    ),
    # A guard area is permitted for three years at most (law 2023:421; BR-25).
    MeasureType(
        "OV",
        Text("ordningsvakter", "public-order guards"),
        "presence",
        (
            Parameter("permit_number", Text("tillståndets nummer", "permit number"), "text", required=True),
            Parameter("valid_from", Text("tillstånd från", "permitted from"), "date", required=True),
            Parameter(
                "valid_to",
                Text("tillstånd till", "permitted to"),
                "date",
                required=True,
                help=Text(sv="Högst tre år efter början.", en="Three years after the start at most."),
            ),
            Parameter("hours_per_week", Text("tid", "time"), "number", units.HOURS_PER_WEEK, 0, 5000),
        ),
        ("formal_surveillance",),
        spans=(DateSpan("valid_from", "valid_to", 36),),
    ),
)
