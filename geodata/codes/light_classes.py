"""Light by the sun's height at the place and time (DOMAIN §6.8); computed, never typed (BR-08)."""

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

LIGHT_CLASSES = CodeList(
    name=Text("ljusklasser", "light classes"),
    field="light",
    values=(
        Code("day", Text("ljust", "daylight")),
        Code("twilight", Text("skymning eller gryning", "twilight")),
        Code("dark", Text("mörkt", "dark")),
        Code("unknown", Text("okänt ljus", "unknown light")),
    ),
)
