"""Families of measures: each has its own mark on the map (LOOKS, Tokens)."""

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text

MEASURE_FAMILIES = CodeList(
    name=Text("åtgärdsfamiljer", "measure families"),
    field="family",
    values=(
        Code("light", Text("ljus", "light")),
        Code("sight", Text("sikt", "sight")),
        Code("traffic", Text("trafik", "traffic")),
        Code("order", Text("skötsel och ordning", "upkeep and order")),
        Code("presence", Text("närvaro", "presence")),
        Code("meeting", Text("mötesplatser", "meeting places")),
        Code("social", Text("sociala insatser och information", "social work and information")),
    ),
)
