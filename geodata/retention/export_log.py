"""Who took out what, and what for."""

from geodata.retention.rule import Rule
from geodata.text import Text

EXPORT_LOG = Rule(
    kind="export_log",
    name=Text("Uttagslogg", "Export log"),
    deed=Text("raderas", "deleted"),
    statements=("export_log",),
)
