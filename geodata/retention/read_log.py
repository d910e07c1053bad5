"""Who read what is sensitive."""

from geodata.retention.rule import Rule
from geodata.text import Text

READ_LOG = Rule(
    kind="read_log",
    name=Text("Läslogg", "Read log"),
    deed=Text("raderas", "deleted"),
    statements=("read_log",),
)
