"""One place and all that is known of it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.questions.area_names import AreaName, areas_named
from geodata.questions.asking import Reach, one, owner_of, rows, visible
from geodata.questions.history import Change, history_of
from geodata.questions.lists import MeasureRow, PlaceRow
from geodata.questions.nearby import measures_near, places_near
from geodata.text import Text

NEAR_MEASURES_METRES = 150  # as far as an event may have been displaced by its geocode (DOMAIN §0.6)
NEAR_PLACES_METRES = 200


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """One report of a place in [observed_from, observed_to); `severity` 1 to 3 where it was judged."""

    id: UUID
    observed_from: datetime
    observed_to: datetime
    time_precision: str
    light: str
    categories: tuple[str, ...]
    polarity: str
    severity: int | None
    wording: str
    heard_from: str
    status: str
    synthetic: bool


@dataclass(frozen=True, slots=True)
class InitiativeLink:
    """An initiative that a place or a measure belongs to."""

    id: UUID
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A place with its surroundings; lon and lat of its mark in degrees, `geojson` its shape in degrees.

    `areas` are those valid on the day asked for; `observations` and `history` are newest first;
    `measures` serve it or lie within NEAR_MEASURES_METRES, `near` are the places within
    NEAR_PLACES_METRES. What the asker may not see is empty. `version` is for the optimistic lock.
    """

    id: UUID
    name: str
    kind: str
    polarity: str
    status: str
    precision: str
    description: str
    reported_on: date
    archived_on: date | None
    source: str
    version: int
    created_at: datetime
    created_by: str | None
    updated_at: datetime
    updated_by: str | None
    synthetic: bool
    lon: float
    lat: float
    geojson: str
    owner: Text | None
    areas: tuple[AreaName, ...]
    observations: tuple[ObservationRow, ...]
    initiatives: tuple[InitiativeLink, ...]
    measures: tuple[MeasureRow, ...]
    near: tuple[PlaceRow, ...]
    history: tuple[Change, ...]


_LOOKED_UP = {"owner", "areas", "observations", "initiatives", "measures", "near", "history"}


def place_facts(session: Session, place_id: UUID, *, on: date, reach: Reach) -> PlaceFacts:
    """Return the place and what surrounds it, its areas as they are on the day `on`.

    Raises NotFoundError for a place that is missing or out of reach alike.
    """
    row = one(session, "place_facts", {"place_id": place_id, "within": visible(reach, "place")})
    return PlaceFacts(
        **{name: row[name] for name in PlaceFacts.__slots__ if name not in _LOOKED_UP},
        owner=owner_of(row),
        areas=areas_named(session, row["area_ids"], on),
        observations=_observations(session, place_id, reach),
        initiatives=_initiatives(session, place_id, reach),
        measures=measures_near(session, row["shape"], NEAR_MEASURES_METRES, reach=reach, place_id=place_id),
        near=places_near(session, row["shape"], NEAR_PLACES_METRES, reach=reach, except_id=place_id),
        history=history_of(session, place_id),
    )


def _observations(session: Session, place_id: UUID, reach: Reach) -> tuple[ObservationRow, ...]:
    if "observation" not in reach:
        return ()
    found = rows(session, "place_observations", {"place_id": place_id, "within": reach["observation"]})
    return tuple(ObservationRow(**dict(row) | {"categories": tuple(row["categories"])}) for row in found)


def _initiatives(session: Session, place_id: UUID, reach: Reach) -> tuple[InitiativeLink, ...]:
    if "initiative" not in reach:
        return ()
    found = rows(session, "place_initiatives", {"place_id": place_id, "within": reach["initiative"]})
    return tuple(InitiativeLink(**row) for row in found)
