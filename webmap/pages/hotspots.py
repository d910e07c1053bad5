"""What the page of the hotspots shows: the hot cells of a period, on the map and as a table."""

from dataclasses import dataclass
from typing import Any

from flask import g, request

from geodata.access import IncidentView, incident_view
from geodata.errors import ForbiddenError, InvalidError
from geodata.filters import Period
from geodata.questions.data_period import data_period
from geodata.questions.hotspots import CELL_METRES, HotCell, Hotspots, hotspots
from geodata.questions.hotspots_view import NO_CELLS, check_view, for_view
from geodata.text import Text
from webmap.selection import Selection, selection

CELL_CHOICES = (250, 500, 1000)
_BOUNDS = (0.001, 0.01)

_WHOLE_METRES = Text(
    sv="Rutans sida ska vara ett antal hela meter.", en="The cell's side must be a number of whole metres."
)


@dataclass(frozen=True, slots=True)
class HotspotPage:
    """The hotspots of a selection; `found` and `period` are None where nothing is recorded at all."""

    asked: Selection
    period: Period | None
    cell_metres: int
    found: Hotspots | None
    cells: dict[str, Any]


def hotspot_page() -> HotspotPage:
    """Return the hotspots that the address asks for, as the asker may see them."""
    asked, cell = selection(), _cell_metres()
    period, found = _found(asked, cell)
    return HotspotPage(asked, period, cell, found, _on_map(found))


def _found(asked: Selection, cell: int) -> tuple[Period | None, Hotspots | None]:
    view = _view()
    covered = data_period(g.session)
    if covered is None:
        return None, None
    period = covered.closed(asked.chosen.period).widened(view.shortest_period)
    first_day, end_day = period.start or covered.start, period.stop or covered.stop
    check_view(view, first_day, end_day, cell)
    found = hotspots(
        g.session,
        first_day=first_day,
        end_day=end_day,
        boundary_kind=g.profile.boundary_kind,
        crime_groups=asked.chosen.groups,
        cell_metres=cell,
        within=g.reach["hotspot"],
    )
    return period, for_view(found, view)


def _view() -> IncidentView:
    view = incident_view(g.asker, smallest_count=g.profile.smallest_count)
    if view is None:
        raise ForbiddenError(NO_CELLS)
    return view


def _cell_metres() -> int:
    written = request.args.get("cell", "").strip()
    if not written:
        return CELL_METRES
    if not (written.isascii() and written.isdigit() and len(written) < 6):
        raise InvalidError(_WHOLE_METRES, field="cell")
    return int(written)


def _on_map(found: Hotspots | None) -> dict[str, Any]:
    """Return the hot cells as a GeoJSON feature collection, each with its rank of heat, 1 to 3."""
    features = [
        {"type": "Feature", "properties": {"rank": heat(cell)}, "geometry": cell.geometry}
        for cell in (found.hot if found else ())
    ]
    return {"type": "FeatureCollection", "features": features}


def heat(cell: HotCell) -> int:
    """Return 3 for q of at most 0.001, 2 for at most 0.01, else 1."""
    return 1 + sum(cell.q_value <= bound for bound in _BOUNDS)
