"""How a street lamp stands (DOMAIN §4.2, light_point)."""

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

LAMP_STATUSES = CodeList(
    name=Text("lampors tillstånd", "states of lamps"),
    field="status",
    values=(
        Code("ok", Text("lyser", "lit")),
        Code("out", Text("släckt", "out")),
        Code("removed", Text("borttagen", "removed")),
    ),
)
