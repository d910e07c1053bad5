"""Which layers someone may choose among, and which of them are shown at first."""

from collections.abc import Sequence

from geodata.access import Asker, IncidentView, may
from geodata.city import CityProfile
from geodata.layers import LAYERS, Layer
from geodata.questions.asking import Reach


def layers_for(asker: Asker | None, view: IncidentView | None) -> list[Layer]:
    """Return the layers that the asker, who sees recorded crime by `view`, may see; lowest first."""
    return [
        layer
        for layer in LAYERS
        if may(asker, "read", layer.entity) and (not layer.forms or (view and view.form in layer.forms))
    ]


def groups_of(layers: Sequence[Layer], profile: CityProfile) -> list[str]:
    """Return the codes that switch layers on and off: areas by their kind, the others as they are."""
    return [
        group
        for layer in layers
        for group in (
            [f"areas.{kind.code}" for kind in profile.area_kinds] if layer.code == "areas" else [layer.code]
        )
    ]


def reach_of_shown(reach: Reach, layers: str | None) -> Reach:
    """Return the reach without what the address's `layers` leave out; all of it where it names none."""
    if layers is None:
        return reach
    shown = {layer.entity for layer in LAYERS if layer.code in layers.split(",")}
    return {entity: within for entity, within in reach.items() if entity in shown}


def shown_at_first(groups: Sequence[str], profile: CityProfile) -> list[str]:
    """Return what a first visit shows: streets, places, measures, the city's border and coarsest division."""
    kinds = [kind.code for kind in profile.area_kinds]
    coarsest = [kind for kind in kinds if kind != profile.boundary_kind][:1]
    wanted = {f"areas.{kind}" for kind in (profile.boundary_kind, *coarsest)} | {
        "streets",
        "places",
        "measures",
    }
    return [group for group in groups if group in wanted]
