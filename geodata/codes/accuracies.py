"""How far the boundary of an area can be trusted (DOMAIN §4.1)."""

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

ACCURACIES = CodeList(
    name=Text("gränsnoggrannheter", "boundary accuracies"),
    field="accuracy",
    values=(
        Code("official", Text("officiell gräns", "official boundary")),
        Code("digitised", Text("avritad gräns", "digitised boundary")),
        Code("schematic", Text("schematisk, ej officiell gräns", "schematic, not an official boundary")),
    ),
)
