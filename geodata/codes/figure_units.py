"""What published figures of reference are expressed in."""

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

FIGURE_UNITS = CodeList(
    name=Text("enheter", "units"),
    field="unit",
    values=(
        Code("per_100000", Text("per 100 000 invånare", "per 100,000 inhabitants")),
        Code("per_1000", Text("per 1 000 invånare", "per 1,000 inhabitants")),
        Code("per_cent", Text("procent", "per cent")),
        Code("number", Text("antal", "number")),
        Code("index", Text("index", "index")),
    ),
)
