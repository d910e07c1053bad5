"""Upkeep and order: cleaning, graffiti removal, inspection, cameras, cooperation of property owners."""

from geodata.measure_types import units
from geodata.measure_types.measure_type import DateSpan, MeasureType, Parameter
from geodata.text import Text

_UPKEEP = (
    Parameter("rounds_per_week", Text("rundor", "rounds"), "number", units.ROUNDS_PER_WEEK, 0, 200),
    Parameter(
        "response_hours",
        Text("längsta tid till åtgärd", "longest time until mended"),
        "number",
        units.HOURS,
        0,
        2000,
    ),
    Parameter("area_m2", Text("yta", "area"), "number", units.SQUARE_METRES, 1),
)

TYPES = (
    MeasureType("STAD", Text("städpatrull", "cleaning patrol"), "order", _UPKEEP),
    MeasureType(
        "KLOT",
        Text("klottersanering", "graffiti removal"),
        "order",
        _UPKEEP,
        ("deny_benefits", "discourage_imitation"),
    ),
    MeasureType(
        "TILL",
        Text("tillsyn", "inspection"),
        "order",
        (
            Parameter("visits", Text("antal besök", "visits"), "integer", units.PIECES, 1, required=True),
            Parameter("subject", Text("vad som granskas", "what is inspected"), "text"),
        ),
    ),
    # Who watches a public place must weigh interests and record it; review within a year is BR-25.
    MeasureType(
        "KAM",
        Text("kamerabevakning", "camera surveillance"),
        "order",
        (
            Parameter(
                "cameras", Text("antal kameror", "cameras"), "integer", units.PIECES, 1, 1000, required=True
            ),
            Parameter("responsible", Text("ansvarig för bevakningen", "controller"), "text", required=True),
            Parameter("hours", Text("tider på dygnet", "hours of the day"), "text"),
            Parameter(
                "balancing_reference",
                Text("intresseavvägning, diarienummer", "balancing of interests, registry number"),
                "text",
                required=True,
            ),
            Parameter(
                "alternatives",
                Text("prövade mindre ingripande alternativ", "less intrusive alternatives considered"),
                "text",
                required=True,
            ),
            Parameter(
                "impact_assessment_reference",
                Text("konsekvensbedömning, diarienummer", "impact assessment, registry number"),
                "text",
            ),
            Parameter("signage", Text("skyltning på plats", "signs in place"), "boolean"),
            Parameter("decided_on", Text("beslutsdatum", "date of decision"), "date", required=True),
            Parameter(
                "review_on",
                Text("omprövas senast", "to be reviewed by"),
                "date",
                required=True,
                help=Text(sv="Inom 12 månader från beslutet.", en="Within 12 months of the decision."),
            ),
        ),
        ("formal_surveillance",),
        spans=(DateSpan("decided_on", "review_on", 12),),
    ),
    MeasureType(
        "BID",
        Text("fastighetsägarsamverkan", "cooperation of property owners"),
        "order",
        (
            Parameter("members", Text("antal medlemmar", "members"), "integer", units.PIECES, 1),
            Parameter("agreement", Text("avtal", "agreement"), "text"),
        ),
        ("place_managers",),
    ),
)
