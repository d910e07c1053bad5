"""Recorded crime: single events and counts, whole years at a time."""

from geodata.retention.rule import Rule
from geodata.text import Text

RECORDED_CRIME = Rule(
    kind="recorded_crime",
    name=Text("Anmälda brott", "Recorded crime"),
    deed=Text("raderas", "deleted"),
    statements=("recorded_crime",),
    traces=("replaced_of_gone",),
)
