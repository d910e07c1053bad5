"""The small map on a page of a room, and the way from a thing to its spot on the large one."""

from typing import Any
from uuid import UUID

from flask import g, request, url_for

from geodata.questions.map_ground import has_streets
from webmap.map.page import map_page

CLOSE_ZOOM = 16


def small_map(*, panel: bool = False) -> dict[str, Any]:
    """Return what a page's template needs for its small map: streets, areas, places, measures, no crime.

    Nothing for a page that has a form for the large map's panel (`panel`) where it stands there.
    """
    if panel and request.headers.get("HX-Request"):
        return {}
    page = map_page(g.asker, None, g.profile, streets=has_streets(g.session))
    return {"small_map": page.scaffold, "map_settings": page.settings}


def on_map(layer: str, row_id: UUID, lon: float | None, lat: float | None) -> str | None:
    """Return the address of the large map with the thing chosen; None for a thing without a position."""
    if lon is None or lat is None:
        return None
    at = f"{CLOSE_ZOOM}/{lat:.5f}/{lon:.5f}"
    return url_for("map.show", at=at, selected=f"{layer}/{row_id}")
