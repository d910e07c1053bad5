"""Who agreed on an initiative or approved a measure, and when."""

from geodata.retention.rule import Rule
from geodata.text import Text

APPROVAL = Rule(
    kind="approval",
    name=Text("Beslut i ändringshistoriken", "Approvals in the history of changes"),
    deed=Text("raderas", "deleted"),
    statements=("changes",),
    given={"approvals": True},
)
