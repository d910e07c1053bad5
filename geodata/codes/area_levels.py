"""How large the area is that a published figure of reference is about (DOMAIN §9)."""

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

AREA_LEVELS = CodeList(
    name=Text("områdesnivåer", "area levels"),
    field="level",
    values=(
        Code("nation", Text("riket", "the nation")),
        Code("county", Text("län", "county")),
        Code("municipality", Text("kommun", "municipality")),
        Code("district", Text("stadsdel eller delområde", "district")),
    ),
)
