"""Rejected places and observations, and what a reviewer rejected before it was ever let out."""

from geodata.retention.rule import Rule
from geodata.text import Text

REJECTED = Rule(
    kind="rejected",
    name=Text("Avvisade platser och iakttagelser", "Rejected places and observations"),
    deed=Text("raderas med allt som hör till", "deleted with all that belongs to them"),
    statements=(
        "rejected_observations",
        "rejected_places",
        "rejected_measures",
        "rejected_goals",
        "rejected_initiatives",
    ),
    traces=("reviews_of_gone", "history_of_gone", "replaced_of_gone"),
    given={"first_crime_kept": None},
)
