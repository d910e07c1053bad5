"""What is near a spot: asked before a new place is marked there."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.questions.area_names import AreaName, area_name
from geodata.questions.asking import Reach, position, rows
from geodata.questions.lists import MeasureRow, PlaceRow, measure_row, place_row


@dataclass(frozen=True, slots=True)
class Nearby:
    """The places and measures within some metres, nearest first, at most fifty of each."""

    places: tuple[PlaceRow, ...]
    measures: tuple[MeasureRow, ...]


def nearby(session: Session, lon: float, lat: float, metres: float = 200, *, reach: Reach) -> Nearby:
    """Return the places and measures within `metres` of a position in degrees; empty for what is hidden.

    Raises InvalidError (field "position") where the position is none.
    """
    shape = position(lon, lat)
    return Nearby(
        places_near(session, shape, metres, reach=reach), measures_near(session, shape, metres, reach=reach)
    )


def areas_at(session: Session, lon: float, lat: float, on: date) -> tuple[AreaName, ...]:
    """Return the areas, one of each kind, that hold a position in degrees on a day, in the kinds' order.

    Empty outside the city. Raises InvalidError (field "position") where the position is none.
    """
    found = rows(session, "areas_at", {"shape": position(lon, lat), "on_day": on})
    return tuple(area_name(row) for row in found)


def places_near(
    session: Session, shape: str, metres: float, *, reach: Reach, except_id: UUID | None = None
) -> tuple[PlaceRow, ...]:
    """Return the places within `metres` of a shape (EWKT or EWKB), without the place `except_id`."""
    if "place" not in reach:
        return ()
    asked = {"shape": shape, "metres": metres, "within": reach["place"], "except_id": except_id}
    return tuple(place_row(row) for row in rows(session, "places_near", asked))


def measures_near(
    session: Session, shape: str, metres: float, *, reach: Reach, place_id: UUID | None = None
) -> tuple[MeasureRow, ...]:
    """Return the measures within `metres` of a shape, and first of all those that serve the place."""
    if "measure" not in reach:
        return ()
    asked = {"shape": shape, "metres": metres, "within": reach["measure"], "place_id": place_id}
    return tuple(measure_row(row) for row in rows(session, "measures_near", asked))
