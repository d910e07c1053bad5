"""The life cycle of a measure (DOMAIN §5.4), and the three phases in which it is drawn (LOOKS, Tokens)."""

from dataclasses import dataclass

from geodata.codes.code_list import Code, CodeList, Status
from geodata.text import Text

MEASURE_PHASES = CodeList(
    name=Text("åtgärdsskeden", "measure phases"),
    field="phase",
    values=(
        Code("planned", Text("planerad", "planned")),
        Code("in_operation", Text("i drift", "in operation")),
        Code("ended", Text("avslutad", "ended")),
    ),
)


@dataclass(frozen=True, slots=True)
class MeasureStatus(Status):
    """One state of a measure; `phase` is a code of MEASURE_PHASES."""

    phase: str


# A trial ends in a decision: made permanent (in_operation) or removed; extending it keeps the state.
MEASURE_STATUSES = CodeList(
    name=Text("åtgärdsstatusar", "measure statuses"),
    field="status",
    values=(
        MeasureStatus("proposed", Text("föreslagen", "proposed"), ("approved",), "planned"),
        MeasureStatus("approved", Text("beslutad", "approved"), ("ordered",), "planned"),
        MeasureStatus("ordered", Text("beställd", "ordered"), ("in_progress",), "planned"),
        MeasureStatus("in_progress", Text("pågår", "in progress"), ("done",), "planned"),
        MeasureStatus("done", Text("utförd", "done"), ("inspected",), "in_operation"),
        MeasureStatus(
            "inspected", Text("besiktigad", "inspected"), ("in_operation", "trial"), "in_operation"
        ),
        MeasureStatus("trial", Text("på prov", "on trial"), ("in_operation", "removed"), "in_operation"),
        MeasureStatus("in_operation", Text("i drift", "in operation"), ("removed",), "in_operation"),
        MeasureStatus("removed", Text("borttagen", "removed"), (), "ended"),
    ),
)
