"""What an import had replaced, once it was undone: the rows stand as they did, their copies are of no use."""

from geodata.retention.rule import Rule
from geodata.text import Text

UNDONE_IMPORT = Rule(
    kind="undone_import",
    name=Text("Kopior hos ångrade inläsningar", "Copies kept by undone imports"),
    deed=Text("töms", "emptied"),
    statements=("undone_import",),
)
