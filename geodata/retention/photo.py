"""Photos of places."""

from geodata.retention.rule import Rule
from geodata.text import Text

PHOTO = Rule(
    kind="photo",
    name=Text("Foton", "Photos"),
    deed=Text("raderas", "deleted"),
    statements=("photo",),
    traces=("reviews_of_gone",),
)
