"""Reviews of texts, once decided: where something was found in what."""

from geodata.retention.rule import Rule
from geodata.text import Text

TEXT_REVIEW = Rule(
    kind="text_review",
    name=Text("Avgjorda textgranskningar", "Decided reviews of texts"),
    deed=Text("raderas", "deleted"),
    statements=("text_review",),
)
