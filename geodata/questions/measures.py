"""One measure and all that is known of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.filters import EVERY_PLACE
from geodata.questions.area_names import AreaName, areas_named
from geodata.questions.asking import Reach, name_of, one, owner_of, visible
from geodata.questions.history import Change, history_of
from geodata.questions.lists import PlaceRow, family_of, phase_of, place_list
from geodata.questions.places import InitiativeLink
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A measure, in operation in [started_on, ended_on); cost in whole Swedish kronor.

    lon and lat are of its mark in degrees and `geojson` its shape in degrees, None without a position;
    `parameters` are those of its type; `family` and `phase` are codes, None where the code lists do not
    know its type or status. `areas` are those valid on the day asked for, `places` those that it serves
    and the asker may see. `version` is for the optimistic lock.
    """

    id: UUID
    name: str
    type: str
    status: str
    precision: str
    parameters: Mapping[str, object]
    planned_start: date | None
    started_on: date | None
    ended_on: date | None
    temporary: bool
    cost_sek: int | None
    note: str
    source: str
    version: int
    created_at: datetime
    created_by: str | None
    updated_at: datetime
    updated_by: str | None
    synthetic: bool
    lon: float | None
    lat: float | None
    geojson: str | None
    family: str | None
    phase: str | None
    owner: Text | None
    responsible: Text | None
    responsible_organisation_id: UUID | None
    initiative: InitiativeLink | None
    areas: tuple[AreaName, ...]
    places: tuple[PlaceRow, ...]
    history: tuple[Change, ...]


_LOOKED_UP = {"family", "phase", "owner", "responsible", "initiative", "areas", "places", "history"}


def measure_facts(session: Session, measure_id: UUID, *, on: date, reach: Reach) -> MeasureFacts:
    """Return the measure and what belongs to it, its areas as they are on the day `on`.

    Raises NotFoundError for a measure that is missing or out of reach alike.
    """
    asked = {
        "measure_id": measure_id,
        "within": visible(reach, "measure"),
        "initiatives_shown": "initiative" in reach,
        "initiatives_within": reach.get("initiative"),
    }
    row = one(session, "measure_facts", asked)
    link = InitiativeLink(row["initiative_id"], row["initiative_title"], row["initiative_status"])
    return MeasureFacts(
        **{name: row[name] for name in MeasureFacts.__slots__ if name not in _LOOKED_UP},
        family=family_of(row["type"]),
        phase=phase_of(row["status"], row["has_ended"]),
        owner=owner_of(row),
        responsible=None if row["responsible_sv"] is None else name_of(row, "responsible"),
        initiative=None if row["initiative_id"] is None else link,
        areas=areas_named(session, row["area_ids"], on),
        places=_places(session, measure_id, reach),
        history=history_of(session, measure_id),
    )


def _places(session: Session, measure_id: UUID, reach: Reach) -> tuple[PlaceRow, ...]:
    if "place" not in reach:
        return ()
    return place_list(session, chosen=EVERY_PLACE, reach=reach, measure_id=measure_id).rows
