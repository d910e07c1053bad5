"""The life cycle of an initiative (DOMAIN §5.3)."""

from geodata.codes.code_list import CodeList, Status
from geodata.text import Text

INITIATIVE_STATUSES = CodeList(
    name=Text("insatsstatusar", "initiative statuses"),
    field="status",
    values=(
        Status("idea", Text("idé", "idea"), ("proposed", "cancelled")),
        Status("proposed", Text("föreslagen", "proposed"), ("agreed", "cancelled")),
        Status("agreed", Text("överenskommen", "agreed"), ("ongoing", "cancelled")),
        Status("ongoing", Text("pågående", "ongoing"), ("paused", "completed", "cancelled")),
        Status("paused", Text("pausad", "paused"), ("ongoing", "completed", "cancelled")),
        Status("completed", Text("avslutad", "completed"), ("evaluated",)),
        Status("evaluated", Text("utvärderad", "evaluated"), ("reported",)),
        Status("reported", Text("redovisad", "reported"), ("closed",)),
        Status("closed", Text("stängd", "closed"), ()),
        Status("cancelled", Text("avbruten", "cancelled"), ()),
    ),
)
