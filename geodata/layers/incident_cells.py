"""Recorded crime per square, for those who see the grid: no point, and no number that would tell one below k.

A cell's calendar years are told by quarter, by group and by light, each line with its small parts hidden
and one more that covers them (migration 0017 has the rule and why it holds); what is asked for is a sum of
what is told. Cells of which something is hidden are drawn hatched, without a number; cells without events are
not drawn. That a hatched cell had something and an empty one nothing is told on purpose: DOMAIN §10.1 S1
hides counts of 1 to 4 from those who sign in, and hides 0 as well only from the public.
"""

from collections.abc import Iterator
from itertools import pairwise

from geodata.layers.layer import Layer, LegendClass
from geodata.text import Text

# Breaks are fixed, so that a quiet quarter looks quiet (DOMAIN §10.1 S13); the first class begins at k.
_BREAKS = (10, 20, 50, 100)


def _classes() -> Iterator[LegendClass]:
    yield LegendClass(
        "hatched-square",
        "hidden",
        Text("dolt: färre än {k}, eller skulle röja det", "hidden: fewer than {k}, or would tell of them"),
        codes=(("hidden", ("yes",)),),
    )
    words = ["{k}–9", *(f"{low}–{high - 1}" for low, high in pairwise(_BREAKS)), f"≥ {_BREAKS[-1]}"]
    for rank, (low, word, high) in enumerate(
        zip((1, *_BREAKS), words, (*_BREAKS, None), strict=True), start=1
    ):
        yield LegendClass(
            "cell", f"sequence-{rank}", Text(word, word), number="events", at_least=low, below=high
        )


LAYER = Layer(
    code="incident_cells",
    title=Text("Anmälda händelser per ruta", "Recorded events per square"),
    entity="incident",
    statements=((7, "incident_cells"),),
    legend=tuple(_classes()),
    precision=Text(
        "Positioner visas per ruta om {metres} m, minst {k}. Perioden är hela kvartal, med vald brottsgrupp "
        "eller valt ljus hela år; grupp och ljus tillsammans visas inte.",
        "Positions are shown per square of {metres} m, at least {k}. The period is whole quarters, with a "
        "crime group or a light chosen whole years; group and light together are not shown.",
    ),
    forms=("grid",),
)
