"""How far a reported fault has come; the Swedish names are those of Malmö's fault reports (DOMAIN §4.2)."""

from geodata.codes.code_list import CodeList, Status
from geodata.text import Text

FAULT_STATUSES = CodeList(
    name=Text("felanmälningars tillstånd", "states of fault reports"),
    field="status",
    values=(
        Status("received", Text("ej registrerat", "received"), ("reviewed",)),
        Status("reviewed", Text("registrerat", "reviewed"), ("ongoing", "forwarded", "rejected")),
        Status("ongoing", Text("pågående", "ongoing"), ("fixed", "forwarded", "rejected")),
        Status("forwarded", Text("vidarebefordrat", "forwarded"), ("fixed", "rejected")),
        Status("fixed", Text("åtgärdat", "fixed"), ()),
        Status("rejected", Text("avslutat/avvisat", "closed or rejected"), ()),
    ),
)
