"""Vector tiles: several layers in one, drawn by the database, each within the asker's reach."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from geodata.access import IncidentView
from geodata.errors import NotFoundError
from geodata.filters import Filter
from geodata.layers.layer import Layer
from geodata.layers.registry import LAYERS
from geodata.statements import statement

HIGHEST_ZOOM = 22

# A tile reads few pages: starting parallel workers takes 20 times longer than reading them.
_NO_WORKERS = text("SELECT set_config('max_parallel_workers_per_gather', '0', true)")


def tile(
    session: Session,
    z: int,
    x: int,
    y: int,
    *,
    codes: Sequence[str],
    chosen: Filter,
    reach: Mapping[str, Sequence[int] | None],
    incident_view: IncidentView | None,
) -> bytes:
    """Return the layers `codes` of a tile as MVT bytes, one after the other; empty where nothing is.

    `reach` gives, by the entity that a layer shows, the ids of the areas whose rows may be seen; None
    means all, a missing entity none. `incident_view` is the form in which recorded crime may be seen,
    None not at all; the period is widened to what it allows. Every matching row is drawn: there is no cap.

    Raises NotFoundError for a layer that is unknown or not the asker's to see, and for a tile that no
    zoom has.
    """
    if not (0 <= z <= HIGHEST_ZOOM and 0 <= x < 2**z and 0 <= y < 2**z):
        raise NotFoundError
    layers = [_visible(code, reach, incident_view) for code in codes]
    session.execute(_NO_WORKERS)
    drawn = bytearray()
    for layer in layers:
        name = layer.statement_at(z)
        if name is not None:
            parameters = {"z": z, "x": x, "y": y} | _parameters(layer, chosen, reach, incident_view)
            drawn += session.execute(statement(__package__, name), parameters).scalar_one()
    return bytes(drawn)


def _visible(
    code: str, reach: Mapping[str, Sequence[int] | None], incident_view: IncidentView | None
) -> Layer:
    layer = next((layer for layer in LAYERS if layer.code == code), None)
    if layer is None or layer.entity not in reach:
        raise NotFoundError
    if layer.forms and (incident_view is None or incident_view.form not in layer.forms):
        raise NotFoundError
    return layer


def _parameters(
    layer: Layer,
    chosen: Filter,
    reach: Mapping[str, Sequence[int] | None],
    incident_view: IncidentView | None,
) -> dict[str, Any]:
    within = reach[layer.entity]
    parameters = dict(layer.constants) | {"within": None if within is None else list(within)}
    if layer.forms and incident_view is not None:
        chosen = chosen.widened(incident_view.shortest_period)
        parameters |= {"cell_metres": incident_view.cell_metres, "k": incident_view.k or 1}
    return parameters | chosen.parameters()
