"""How a place is experienced, or what an observation says of it (DOMAIN §0.9: good places are marked too)."""

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

POLARITIES = CodeList(
    name=Text("upplevelser", "experiences"),
    field="polarity",
    values=(
        Code("unsafe", Text("otrygg", "unsafe")),
        Code("safe", Text("trygg", "safe")),
        Code("neutral", Text("neutral", "neutral")),
    ),
)
