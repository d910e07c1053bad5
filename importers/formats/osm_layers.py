"""What is taken out of OpenStreetMap: layers of objects by their tags, and the tags that become columns.

Tags: wiki.openstreetmap.org/wiki/Map_features. Who edited an object, and when, is never read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

_NAMES = ("name", "name:sv", "name:fi", "name:en")
_ANY: frozenset[str] = frozenset()
_PLACES: Mapping[str, frozenset[str]] = {
    "place": frozenset(
        {"square", "neighbourhood", "quarter", "suburb", "borough", "locality", "islet", "island"}
    ),
    "leisure": frozenset(
        {"park", "playground", "garden", "pitch", "sports_centre", "stadium", "nature_reserve", "dog_park"}
    ),
    "amenity": frozenset(
        {
            "school", "kindergarten", "college", "university", "library", "hospital", "clinic", "townhall",
            "police", "community_centre", "social_centre", "theatre", "cinema", "arts_centre", "marketplace",
            "bus_station", "ferry_terminal", "place_of_worship", "parking", "nightclub", "bar", "pub",
        }
    ),
    "railway": frozenset({"station", "halt", "tram_stop", "subway_entrance"}),
    "public_transport": frozenset({"station"}),
    "highway": frozenset({"bus_stop"}),
    "shop": frozenset({"mall", "department_store"}),
    "tourism": frozenset({"museum", "attraction", "viewpoint"}),
    "man_made": frozenset({"bridge", "pier"}),
}  # fmt: skip


class Tags(Protocol):
    """The tags of an object by key."""

    def get(self, key: str, /) -> str | None:
        """Return the value of a tag; None where the object has none of that key."""


@dataclass(frozen=True, slots=True)
class OsmLayer:
    """Objects with one of these tags; no values mean any. Of nodes alone, of ways alone, or of both.

    `named` leaves out what has no name; `kind_column` tells in a column of its own which tag it was.
    """

    code: str
    tags: Mapping[str, frozenset[str]]
    columns: tuple[str, ...]
    nodes: bool = False
    ways: bool = False
    named: bool = False
    kind_column: bool = False

    def kind(self, tags: Tags) -> str | None:
        """Return the tag for which an object belongs to the layer, as key=value; None where it does not."""
        for key, values in self.tags.items():
            value = tags.get(key)
            if value is not None and (not values or value in values):
                return f"{key}={value}"
        return None


LAYERS = (
    OsmLayer(
        "streets",
        {"highway": _ANY},
        (*_NAMES, "highway", "lit", "maxspeed", "surface", "width", "footway", "bicycle", "foot", "tunnel"),
        ways=True,
    ),
    OsmLayer(
        "lamps",
        {"highway": frozenset({"street_lamp"})},
        (
            "ref", "lamp_type", "lamp_mount", "light_source", "light:method", "light:count", "light:colour",
            "support", "height", "direction", "operator", "start_date",
        ),
        nodes=True,
    ),
    OsmLayer(
        "crossings",
        {"highway": frozenset({"crossing"})},
        (
            "crossing", "crossing:markings", "crossing:island", "lit", "tactile_paving", "button_operated",
            "traffic_signals:sound", "kerb",
        ),
        nodes=True,
    ),
    OsmLayer("places", _PLACES, _NAMES, nodes=True, ways=True, named=True, kind_column=True),
)  # fmt: skip
