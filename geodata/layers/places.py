"""Places that people experience as unsafe or safe: colour and shape by status (LOOKS, Tokens)."""

from geodata.codes import PLACE_STATUSES
from geodata.codes.place_statuses import Marker, marker_of
from geodata.layers.layer import Layer, LegendClass
from geodata.text import Text


def _legend() -> tuple[LegendClass, ...]:
    """Return a class per mark: safe places first, which keep their triangle, then the others by status."""
    safe = Text("trygg plats", "safe place")
    statuses_of: dict[tuple[bool, Marker], list[str]] = {}
    words: dict[tuple[bool, Marker], Text] = {}
    for is_safe in (True, False):
        for status in PLACE_STATUSES:
            marker = marker_of(status.code, "safe" if is_safe else "unsafe")
            if is_safe != (marker.shape == "triangle"):
                continue
            statuses_of.setdefault((is_safe, marker), []).append(status.code)
            words.setdefault((is_safe, marker), safe if is_safe else status.name)
    return tuple(
        LegendClass(
            shape=marker.shape,
            colour=marker.colour,
            word=words[is_safe, marker],
            codes=(("polarity", ("safe",)), ("status", tuple(statuses)))
            if is_safe
            else (("status", tuple(statuses)),),
        )
        for (is_safe, marker), statuses in statuses_of.items()
    )


LAYER = Layer(
    code="places",
    title=Text("Platser", "Places"),
    entity="place",
    statements=((7, "places"),),
    legend=_legend(),
    precision=Text("Positioner som de märktes ut.", "Positions as they were marked."),
)
