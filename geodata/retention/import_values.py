"""What files said that was not stored: rejected values, and remarks that quote them."""

from geodata.retention.rule import Rule
from geodata.text import Text

IMPORT_VALUES = Rule(
    kind="import_values",
    name=Text("Avvisade värden ur inlästa filer", "Rejected values of files brought in"),
    deed=Text("töms; filens kontrollsumma och antal blir kvar", "emptied; the file's hash and counts stay"),
    statements=("import_values",),
    traces=("import_notices",),
)
