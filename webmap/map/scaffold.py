"""The scaffold's three parts, ready to stand in a page of ours: head, element and script."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import folium
from folium import Element, Figure
from markupsafe import Markup

from geodata.city import BaseMap, CityProfile
from geodata.questions.asking import Box
from webmap.map.elements import CityMap, Control, DataTiles, FitCity, LayerDeclaration

MAP_NAME = "city"
# A page of more Folium objects is slow to build and to run: data belongs in tiles.
MOST_OBJECTS = 300


@dataclass(frozen=True, slots=True)
class Scaffold:
    """What Folium wrote: links for the head, the map's element, the script without its tags."""

    head: Markup
    element: Markup
    script: Markup


def scaffold(profile: CityProfile, first_view: Box, layers: Iterable[dict[str, Any]]) -> Scaffold:
    """Return the map of a city with its layers, each as `Layer.for_browser` gives it, fitted to a first view.

    Raises ValueError beyond `MOST_OBJECTS` Folium objects.
    """
    city = CityMap(profile, MAP_NAME)
    background = _background(profile.base_map)
    if background is not None:
        city.add_child(background)
    city.add_child(FitCity(first_view))
    city.add_child(Control("zoom", position="topright"))
    city.add_child(Control("attribution", position="bottomright", prefix=False))
    city.add_child(Control("scale", position="bottomright", imperial=False, max_width=120))
    tiles = DataTiles(MAP_NAME)
    city.add_child(tiles)
    for declared in layers:
        tiles.add_child(LayerDeclaration(declared))
    return rendered(city)


def _background(base_map: BaseMap) -> Element | None:
    """Return the city's own background map as a Folium layer; None where the profile has none."""
    layer: Element
    if base_map.kind == "wms":
        layer = folium.WmsTileLayer(
            base_map.url, base_map.layer, fmt="image/png", transparent=True, attr=base_map.attribution
        )
    elif base_map.kind == "xyz":
        layer = folium.TileLayer(base_map.url, attr=base_map.attribution, max_zoom=19)
    else:
        return None
    layer._id = "background"  # noqa: SLF001 - Folium has no other way to a name that stays
    return layer


def rendered(city: CityMap) -> Scaffold:
    """Return the parts of a map; raises ValueError beyond `MOST_OBJECTS` Folium objects."""
    figure = city.get_root()
    if not isinstance(figure, Figure):
        raise TypeError("a Folium map's root is a figure")
    if _count(city) > MOST_OBJECTS:
        raise ValueError(f"more than {MOST_OBJECTS} Folium objects")
    del figure.header._children["meta_http"]  # noqa: SLF001 - the page says its own charset
    figure.render()
    parts = (figure.header.render(), figure.html.render(), figure.script.render())
    return Scaffold(*(Markup(part) for part in parts))  # noqa: S704 - Folium's output, without anyone's text


def _count(element: Element) -> int:
    return 1 + sum(_count(child) for child in element._children.values())  # noqa: SLF001
