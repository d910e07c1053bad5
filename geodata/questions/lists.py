"""Lists of places and measures: the same rows as on the map, and for the same filter."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from geodata.codes import MEASURE_STATUSES, PLACE_STATUSES
from geodata.codes.place_statuses import Marker, marker_of
from geodata.filters import Filter
from geodata.measure_types import MEASURE_TYPES
from geodata.questions.asking import NO_BOX, Box, Page, Reach, rows, rows_of, visible


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place in a list; lon and lat in degrees, `metres` the distance where one was asked for."""

    id: UUID
    name: str
    kind: str
    status: str
    polarity: str
    lon: float
    lat: float
    reported_on: date
    archived_on: date | None
    synthetic: bool
    metres: float | None

    @property
    def marker(self) -> Marker | None:
        """Return the place's mark on the map; None for a status that the code list has not."""
        return marker_of(self.status, self.polarity) if self.status in PLACE_STATUSES else None


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure in a list; lon and lat in degrees, None for one that has no position.

    `family` and `phase` are codes, None where the code lists do not know its type or status. `metres` is
    the distance where one was asked for, `serves` whether it serves the place that was asked about.
    """

    id: UUID
    name: str
    type: str
    family: str | None
    status: str
    phase: str | None
    lon: float | None
    lat: float | None
    planned_start: date | None
    started_on: date | None
    ended_on: date | None
    synthetic: bool
    metres: float | None
    serves: bool | None


@dataclass(frozen=True, slots=True)
class MapList:
    """What stands beside the map: the places and measures that its section shows."""

    places: Page[PlaceRow]
    measures: Page[MeasureRow]


def map_list(session: Session, box: Box, *, chosen: Filter, reach: Reach, page: int | None = 1) -> MapList:
    """Return the places and measures that the map draws in `box`, by name; empty for what is hidden.

    Without a page (None) it is all of them.
    """
    nothing: Page[Any] = Page((), 0)
    asked: dict[str, Any] = {"chosen": chosen, "reach": reach, "box": box, "page": page}
    return MapList(
        places=place_list(session, **asked) if "place" in reach else nothing,
        measures=measure_list(session, **asked) if "measure" in reach else nothing,
    )


def place_list(
    session: Session,
    *,
    chosen: Filter,
    reach: Reach,
    box: Box | None = None,
    page: int | None = 1,
    initiative_id: UUID | None = None,
    measure_id: UUID | None = None,
) -> Page[PlaceRow]:
    """Return a page of the places in Swedish order of name: of an initiative or a measure where given.

    Without a page (None) it is all of them. Raises NotFoundError where places are hidden altogether.
    """
    links = {"initiative_id": initiative_id, "measure_id": measure_id}
    found = rows(session, "place_list", _asked(chosen, visible(reach, "place"), box, page) | links)
    return Page(tuple(place_row(row) for row in found), found[0]["total"] if found else 0)


def measure_list(
    session: Session,
    *,
    chosen: Filter,
    reach: Reach,
    box: Box | None = None,
    page: int | None = 1,
    initiative_id: UUID | None = None,
) -> Page[MeasureRow]:
    """Return a page of the measures in Swedish order of name: of an initiative where given.

    Without a page (None) it is all of them. Raises NotFoundError where measures are hidden altogether.
    """
    asked = _asked(chosen, visible(reach, "measure"), box, page)
    found = rows(session, "measure_list", asked | {"initiative_id": initiative_id})
    return Page(tuple(measure_row(row) for row in found), found[0]["total"] if found else 0)


def _asked(chosen: Filter, within: Any, box: Box | None, page: int | None) -> dict[str, Any]:
    edges = box.parameters() if box else NO_BOX
    return {**chosen.parameters(), **edges, **rows_of(page), "within": within}


def place_row(row: RowMapping) -> PlaceRow:
    """Return a row of any statement that lists places."""
    return PlaceRow(**{name: row[name] for name in PlaceRow.__slots__})


def measure_row(row: RowMapping) -> MeasureRow:
    """Return a row of any statement that lists measures, with the family and phase of its codes."""
    read = {name: row[name] for name in MeasureRow.__slots__ if name not in {"family", "phase"}}
    return MeasureRow(**read, family=family_of(row["type"]), phase=phase_of(row["status"], row["has_ended"]))


def family_of(measure_type: str) -> str | None:
    """Return the code of the family of a measure type; None where the registry has no such type."""
    kind = MEASURE_TYPES.get(measure_type)
    return None if kind is None else kind.family


def phase_of(status: str, has_ended: bool) -> str | None:
    """Return the phase (MEASURE_PHASES) of a measure: its status's, but ended once its end has passed."""
    state = MEASURE_STATUSES.get(status)
    return "ended" if has_ended else None if state is None else state.phase
