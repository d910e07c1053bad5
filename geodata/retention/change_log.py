"""Who changed what from what, but for approvals."""

from geodata.retention.rule import Rule
from geodata.text import Text

CHANGE_LOG = Rule(
    kind="change_log",
    name=Text("Ändringshistorik", "History of changes"),
    deed=Text("raderas", "deleted"),
    statements=("changes",),
    given={"approvals": False},
)
