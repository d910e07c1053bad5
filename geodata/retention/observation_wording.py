"""What people wrote about a place that has been closed for long: the words go, the count stays."""

from geodata.retention.rule import Rule
from geodata.text import Text

OBSERVATION_WORDING = Rule(
    kind="observation_wording",
    name=Text("Iakttagelsers ordalydelse", "Wording of observations"),
    deed=Text(
        "töms; kategori, tid och ruta på 250 m blir kvar", "emptied; category, time and cell of 250 m stay"
    ),
    statements=("observation_wording",),
    traces=("observation_wording_history", "observation_wording_replaced"),
)
