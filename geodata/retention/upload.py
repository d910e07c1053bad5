"""Files that were brought here by the browser, and what was found in them."""

from geodata.retention.rule import Rule
from geodata.text import Text

UPLOAD = Rule(
    kind="upload",
    name=Text("Uppladdade filer", "Uploaded files"),
    deed=Text("raderas; kontrollsumma och antal blir kvar", "deleted; hash and counts stay"),
    statements=("upload",),
)
