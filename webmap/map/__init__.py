"""The map's scaffold: Folium elements of our own, rendered into our page by components."""

from webmap.map.scaffold import MAP_NAME, Scaffold, scaffold

__all__ = ["MAP_NAME", "Scaffold", "scaffold"]
