"""The map of a file that leaves the system: the one module that gives Folium text that people have written.

Folium writes what it is given into a script and into markup, where `${…}` runs even after HTML's own
escaping. So every such text passes `escaped`, and reaches Folium as HTML whose tags are all ours.
"""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from folium.template import Template

from geodata.city import CityProfile
from geodata.questions.asking import Box
from webmap.map.elements import CityMap, Control, FitCity, Part
from webmap.map.scaffold import MOST_OBJECTS, Scaffold, rendered

# What else the map is made of: itself, its first view, its controls.
_OBJECTS_OF_ITS_OWN = 10
MOST_THINGS = MOST_OBJECTS - _OBJECTS_OF_ITS_OWN

_ENTITIES = {ord(sign): f"&#{ord(sign)};" for sign in "`${}\\"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A thing at a spot: its shape and colour are codes of the legend; `says` are texts, the name first."""

    lon: float
    lat: float
    shape: str
    colour: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """An area: its borders as a GeoJSON geometry in degrees, whether they are soft; `says` as of a mark."""

    geojson: dict[str, Any]
    is_soft: bool
    says: tuple[str, ...]


def escaped(text: str) -> str:
    """Return the text as HTML that is nothing but text: in markup, in a script's string, in a template."""
    return html.escape(text, quote=True).translate(_ENTITIES)


def popup(says: Iterable[str]) -> str:
    """Return the HTML of a popup: the first text as its name, the others below it; empty ones left out."""
    name, *facts = (escaped(text) for text in says if text)
    return "".join([f"<strong>{name}</strong>", *(f"<span>{fact}</span>" for fact in facts)])


def drawn(
    profile: CityProfile, first_view: Box, *, outlines: Iterable[Outline], marks: Iterable[Mark]
) -> Scaffold:
    """Return the parts of the file's map: no tiles, no background, nothing that is fetched.

    Raises ValueError beyond `MOST_THINGS` outlines and marks.
    """
    city = CityMap(profile, "exported")
    city.default_js, city.default_css = [], []
    city.add_child(FitCity(first_view))
    city.add_child(Control("zoom", position="topright"))
    city.add_child(Control("scale", position="bottomright", imperial=False, max_width=160))
    for number, outline in enumerate(outlines):
        city.add_child(_DrawnOutline(f"outline_{number}", outline))
    for number, mark in enumerate(marks):
        city.add_child(_DrawnMark(f"mark_{number}", mark))
    return rendered(city)


class _DrawnMark(Part):
    _template = Template("""
        {% macro script(this, kwargs) %}
            drawMark({{ this._parent.get_name() }}, {{ this.mark|tojson }});
        {% endmacro %}
    """)

    def __init__(self, name: str, mark: Mark) -> None:
        super().__init__("exported", name)
        at = [round(mark.lat, 6), round(mark.lon, 6)]
        self.mark = {"at": at, "shape": mark.shape, "colour": mark.colour, "popup": popup(mark.says)}


class _DrawnOutline(Part):
    _template = Template("""
        {% macro script(this, kwargs) %}
            drawOutline({{ this._parent.get_name() }}, {{ this.outline|tojson }});
        {% endmacro %}
    """)

    def __init__(self, name: str, outline: Outline) -> None:
        super().__init__("exported", name)
        self.outline = {"shape": outline.geojson, "soft": outline.is_soft, "popup": popup(outline.says)}
