"""The small map under a finding: the city's areas and streets alone, so that nothing hides what was found."""

from typing import Any

from webmap.map.small_map import small_map


def finding_map() -> dict[str, Any]:
    """Return what a template needs for the small map, without places and measures at first."""
    parts = small_map()
    settings = parts.get("map_settings", {})
    ground = [group for group in settings.get("layersAtFirst", ()) if group not in {"places", "measures"}]
    return parts | {"map_settings": settings | {"layersAtFirst": ground}}
